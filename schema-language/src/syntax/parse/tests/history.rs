//! Versions, and what they do.

use super::{around, read, refused};
use crate::syntax::{ActionKind, Schema};

fn refused_entry(entries: &str, place: &str, message: &str) -> Schema {
    refused(&around(&format!("history {{ {entries} }}")), place, message)
}

#[test]
fn a_broken_version_keeps_its_neighbours() {
    let schema = refused_entry(
        "version one; version 2;",
        "one",
        "expected a version number",
    );
    assert_eq!(schema.history.versions.len(), 1);
    assert!(schema.incomplete);
    let schema = refused_entry(
        "verson 1; version 2;",
        "verson",
        "unknown entry of a history `verson`",
    );
    assert_eq!(schema.history.versions.len(), 2);
    let schema = refused_entry("version 1 version 2;", "version", "expected `;`");
    assert_eq!(schema.history.versions.len(), 2);
    refused_entry(
        "version 1u8;",
        "1u8",
        "unexpected `u8` after `1`\nhelp: write `1`",
    );
    refused_entry("version -1;", "-", "expected a version number");
}

#[test]
fn the_words_of_a_version() {
    let schema = refused_entry(
        "version 1 seled \"a\";",
        "seled",
        "unknown word of a version `seled`",
    );
    assert_eq!(
        schema.history.versions[0].seal.as_ref().unwrap().value(),
        "a"
    );
    let schema = refused_entry("version 1 hidden { sql \"x\"; }", "hidden", "unknown word");
    assert_eq!(schema.history.versions[0].actions.len(), 1);
    let (_, reports) = read(&around("history { version 1 sealed \"a\" sealed \"b\"; }"));
    assert_eq!(reports[0].0, "\"b\"");
    let (_, reports) = read(&around("history { version 1 compatible breaking; }"));
    assert_eq!(reports[0].0, "breaking");
}

#[test]
fn a_broken_step_keeps_its_neighbours() {
    let schema = refused_entry(
        "version 1 { rename a -> b; sql \"x\"; }",
        "-",
        "expected `=>` and the new name",
    );
    assert!(matches!(
        schema.history.versions[0].actions[0].kind,
        ActionKind::Sql(_)
    ));
    assert!(schema.incomplete);
    let schema = refused_entry("version 1 { sql \"x\" run f; }", "run", "expected `;`");
    assert_eq!(schema.history.versions[0].actions.len(), 2);
    let schema = refused_entry(
        "version 1 { sql \"x\" }",
        "}",
        "unexpected end of input, expected `;`",
    );
    assert_eq!(schema.history.versions[0].actions.len(), 1);
    refused_entry(
        "version 1 { run; }",
        ";",
        "expected a function\nhelp: write it like `run my_function;`",
    );
    refused_entry(
        "version 1 { delete x; }",
        "delete",
        "unknown step of a version `delete`",
    );
}

#[test]
fn legacy_files_are_renamed_table_by_table() {
    refused_entry(
        "legacy { rename a.b => c; }",
        ".",
        "`legacy` renames whole tables",
    );
    refused_entry(
        "legacy { drop view v; }",
        "view",
        "unknown thing to drop `view`",
    );
    let (schema, reports) = read(&around(
        "history { legacy { drop table a; } legacy { drop table b; } }",
    ));
    assert!(reports[0].1.starts_with("`legacy` is given twice"));
    assert_eq!(schema.history.legacy.unwrap().actions.len(), 2);
}
