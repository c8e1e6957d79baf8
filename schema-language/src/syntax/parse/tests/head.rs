//! The head, and what surrounds the schema.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::{around, clean, read, refused, reports};
use crate::{report::Ctxt, syntax::parse};

#[test]
fn nothing_at_all() {
    let (schema, reports) = read("");
    assert_eq!(
        reports[0].1,
        "expected `schema name in \"file.db\" { … }`\nhelp: write `schema name in \"file.db\" { … }`"
    );
    assert!(schema.name.is_none() && schema.incomplete);
}

#[test]
fn a_head_that_breaks_off_keeps_what_was_read_and_the_body() {
    let schema = refused(
        "pub schema objects in { table t { a: i64 } }",
        "{",
        "expected the file's name in quotes\nhelp: write `schema name in",
    );
    assert_eq!(schema.name.unwrap(), "objects");
    assert_eq!(schema.tables.len(), 1);
    let schema = refused(
        "schema in \"x.db\" {}",
        "in",
        "`in` can't be the schema's name: it is a word of Rust",
    );
    assert!(schema.incomplete);
    refused(
        "objects in \"x.db\" {}",
        "objects",
        "unknown item `objects`",
    );
    refused(
        "schema a in \"x.db\"",
        "",
        "unexpected end of input, expected `{ … }`",
    );
    refused(
        "schema a in \"x.db\" nullable keys {}",
        "nullable",
        "expected `,` or `{`",
    );
}

#[test]
fn a_misspelled_word_is_taken_for_what_was_meant() {
    let schema = refused(
        "shema a in \"x.db\" { }",
        "shema",
        "unknown item `shema`\nhelp: did you",
    );
    assert_eq!(schema.name.unwrap(), "a");
    let source = "schema a in \"x.db\", nulable keys { }";
    let schema = refused(
        source,
        "nulable",
        "unknown option `nulable`\nhelp: did you mean `nullable keys`?",
    );
    assert!(schema.nullable_keys.is_some());
}

#[test]
fn options_are_given_once() {
    let (_, reports) = read("schema a in \"x.db\", nullable keys, nullable keys {}");
    assert_eq!(reports[0].0, "nullable keys");
    assert!(reports[0].1.starts_with("`nullable keys` is given twice"));
    assert_eq!(reports[1].1, "`nullable keys` is first given here");
}

#[test]
fn nothing_follows_the_schema() {
    refused("schema a in \"x.db\" {} ;", ";", "unexpected token");
    refused(
        "schema a in \"x.db\" {} schema b in \"y.db\" {}",
        "schema",
        "a second schema\nhelp: give it a `schema!` of its own",
    );
}

#[test]
fn every_visibility_is_read() {
    clean("schema a in \"x.db\" {}");
    clean("pub(crate) schema a in \"x.db\" {}");
    clean("pub(in crate::b) schema a in \"x.db\" {}");
}

#[test]
fn input_nested_too_deep_is_refused() {
    let groups = "(".repeat(2000) + &")".repeat(2000);
    let generics = around(&format!("table t {{ a: {}i64 }}", "Vec<".repeat(5000)));
    let pointers = around(&format!("table t {{ a: {}i64 }}", "&".repeat(5000)));
    let functions = around(&format!("table t {{ a: {}i64 }}", "fn() -> ".repeat(5000)));
    for source in [groups, generics, pointers, functions] {
        let (schema, reports) = read(&source);
        assert_eq!(reports.len(), 1);
        assert!(
            reports[0]
                .1
                .starts_with("this is nested deeper than any schema")
        );
        assert!(schema.incomplete);
    }
}

#[test]
fn input_nested_as_deep_as_allowed_is_read() {
    let generics = format!("a: {}i64{}", "Vec<".repeat(15), ">".repeat(15));
    let tuples = format!("b: {}i64{}", "(".repeat(30), ")".repeat(30));
    clean(&around(&format!("table t {{ {generics}, {tuples} }}")));
}

#[test]
fn groups_that_macros_make_are_looked_into() {
    let group = |source: &str| {
        let tokens: TokenStream = source.parse().expect("tokens");
        TokenTree::from(Group::new(Delimiter::None, tokens))
    };
    let (name, file, ty) = (group("s"), group("\"s.db\""), group("Option<i64>"));
    let (column, value, option) = (group("a"), group("-5"), group("strict"));
    let mut cx = Ctxt::default();
    let source =
        quote!(schema #name in #file { table t #option { #column: #ty = #value since 2 } });
    let schema = parse(&mut cx, source);
    assert_eq!(reports(cx), Vec::new());
    assert_eq!(schema.name.unwrap(), "s");
    let column = &schema.tables[0].columns[0];
    assert_eq!(column.name.text(), "a");
    assert!(column.default.is_some() && column.lifetime.since.is_some());
    assert_eq!(schema.tables[0].options.len(), 1);
}
