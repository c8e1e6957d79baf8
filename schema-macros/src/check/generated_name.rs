//! The names in the generated module.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Ident;

use crate::{
    lower::Lowered,
    render::{is_newest, is_reserved, lines, name},
    report::Ctxt,
    syntax::{Column, Element, NameList, Table},
};

/// Something that gets a name in Rust.
struct Named {
    /// What gives it the name.
    tokens: TokenStream,
    /// None where the SQL name has nothing that a Rust name could be made of.
    ident: Option<Ident>,
    /// Things with one name in SQL are for another check.
    sql: Option<String>,
    /// How it gets another name.
    help: &'static str,
}

// Each list, enum and row struct has a name of its own in the module, each variant and each field
// one of its own in its type:
//
//     table "user-name" { … }     // `UserName`
//     table user_name { … }       // `UserName` as well
//     table "2" { … }             // nothing
//     table at { … }              // `At`, which the module has itself
pub(super) fn check_generated_names(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let syntax = lowered.syntax;
    let tables = syntax
        .tables
        .iter()
        .filter(|it| is_newest(lowered, &it.lifetime));
    let lists = syntax.lists.iter().flat_map(of_list);
    let items: Vec<Named> = lists.chain(tables.clone().map(of_table)).collect();
    check_reserved(cx, &items);
    check_distinct(cx, &items);
    for list in &syntax.lists {
        let elements = list
            .elements
            .iter()
            .filter(|it| is_newest(lowered, &it.lifetime));
        check_distinct(cx, &elements.map(of_element).collect::<Vec<_>>());
    }
    for table in tables {
        let columns = lines(lowered, table)
            .into_iter()
            .map(|(line, _)| of_column(line));
        check_distinct(cx, &columns.collect::<Vec<_>>());
    }
}

fn check_reserved(cx: &mut Ctxt, items: &[Named]) {
    for item in items {
        if let Some(ident) = item.ident.as_ref().filter(|it| is_reserved(it)) {
            let help = item.help;
            let message = format!("`{ident}` is one of the module's own names\n{help}");
            cx.error(&item.tokens, message);
        }
    }
}

fn check_distinct(cx: &mut Ctxt, all: &[Named]) {
    let mut seen: HashMap<&Ident, &Named> = HashMap::new();
    for named in all {
        let Named {
            tokens,
            ident,
            sql,
            help,
        } = named;
        let Some(ident) = ident else {
            let written = sql.as_deref().unwrap_or_default();
            let message = format!("no name in Rust can be made of `{written}`\n{help}");
            cx.error(tokens, message);
            continue;
        };
        let first = *seen.entry(ident).or_insert(named);
        let is_same = |sql: &String| {
            first
                .sql
                .as_ref()
                .is_some_and(|first| first.eq_ignore_ascii_case(sql))
        };
        if std::ptr::eq(first, named) || sql.as_ref().is_some_and(is_same) {
            continue;
        }
        let message = format!("a second `{ident}`\n{help}");
        cx.error_with(
            tokens,
            message,
            &first.tokens,
            format_args!("`{ident}` is first given here"),
        );
    }
}

fn of_list(list: &NameList) -> [Named; 2] {
    [&list.name, &list.enumeration].map(|ident| Named {
        tokens: ident.to_token_stream(),
        ident: Some(ident.clone()),
        sql: None,
        help: "help: choose another name",
    })
}

fn of_table(table: &Table) -> Named {
    let tokens = match &table.row {
        Some(row) => row.to_token_stream(),
        None => table.name.to_token_stream(),
    };
    Named {
        tokens,
        ident: name::row(table),
        sql: Some(name::written(&table.name)),
        help: "help: name the row struct: write `as` and its name after the table's name",
    }
}

fn of_element(element: &Element) -> Named {
    let tokens = match &element.variant {
        Some(variant) => variant.to_token_stream(),
        None => element.name.to_token_stream(),
    };
    Named {
        tokens,
        ident: name::variant(element),
        sql: None,
        help: "help: name the variant: write `as` and its name after the element",
    }
}

fn of_column(column: &Column) -> Named {
    let tokens = match &column.field {
        Some(field) => field.to_token_stream(),
        None => column.name.to_token_stream(),
    };
    Named {
        tokens,
        ident: name::field(column),
        sql: Some(column.name.text()),
        help: "help: name the field: write `as` and its name after the column's name",
    }
}

#[cfg(test)]
mod tests {
    use super::check_generated_names;
    use crate::{
        lower::lower,
        report::Ctxt,
        syntax::testing::{around, clean, reports},
    };

    /// The tokens pointed at, and the first lines of the messages.
    fn refused(items: &str) -> Vec<(String, String)> {
        let history = "history { /// One.\nversion 1; /// Two.\nversion 2; }";
        let syntax = clean(&around(&format!("{history} {items}")));
        let mut cx = Ctxt::default();
        let lowered = lower(&mut cx, &syntax);
        check_generated_names(&mut cx, &lowered);
        let first_line = |message: String| message.lines().next().unwrap_or_default().to_owned();
        let reports = reports(cx).into_iter();
        reports
            .map(|(place, message)| (place, first_line(message)))
            .collect()
    }

    fn assert_refused(items: &str, expected: &[(&str, &str)]) {
        let refused = refused(items);
        let refused: Vec<(&str, &str)> = refused
            .iter()
            .map(|(place, message)| (place.as_str(), message.as_str()))
            .collect();
        assert_eq!(refused, expected, "in {items}");
    }

    #[test]
    fn two_rows_with_one_name() {
        assert_refused(
            r#"table "user-name" { a: i64 } table user_name { a: i64 }"#,
            &[
                ("user_name", "a second `UserName`"),
                (r#""user-name""#, "`UserName` is first given here"),
            ],
        );
        assert_refused(
            "const KINDS: Kind = [a]; table x as Kind { a: i64 }",
            &[
                ("Kind", "a second `Kind`"),
                ("Kind", "`Kind` is first given here"),
            ],
        );
    }

    #[test]
    fn two_variants_and_two_fields_with_one_name() {
        assert_refused(
            r#"const KINDS: Kind = [a_b, "a b"];"#,
            &[
                (r#""a b""#, "a second `AB`"),
                ("a_b", "`AB` is first given here"),
            ],
        );
        assert_refused(
            r#"table t { a_b: i64, "a-b": i64 }"#,
            &[
                (r#""a-b""#, "a second `a_b`"),
                ("a_b", "`a_b` is first given here"),
            ],
        );
    }

    #[test]
    fn names_of_the_module_and_no_names() {
        assert_refused(
            "table at { a: i64 }",
            &[("at", "`At` is one of the module's own names")],
        );
        assert_refused("const KINDS: Kind = [at];", &[]);
        assert_refused(
            r#"table "2" { a: i64 }"#,
            &[(r#""2""#, "no name in Rust can be made of `2`")],
        );
    }

    #[test]
    fn what_is_never_there_at_once_may_share_a_name() {
        assert_refused(
            "table a as X until 2 { n: i64 } table b as X since 2 { n: i64 }",
            &[],
        );
        assert_refused(
            r#"table t { n: i64 until 2, n: String since 2, "a-b": i64 until 2, a_b: i64 = 0 since 2 }"#,
            &[],
        );
    }

    #[test]
    fn one_name_in_sql_is_for_another_check() {
        assert_refused("table t { n: i64 } table t { n: i64, n: i64 }", &[]);
    }
}
