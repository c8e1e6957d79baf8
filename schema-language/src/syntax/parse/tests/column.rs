//! Columns and their clauses.

use super::{around, clean, read, refused, text};
use crate::syntax::{ClauseKind, Column, Table, TypeOverride};

fn table(columns: &str) -> String {
    around(&format!("table t {{ {columns} }}"))
}

fn refused_column(columns: &str, place: &str, message: &str) -> Table {
    let schema = refused(&table(columns), place, message);
    schema.tables.into_iter().next().expect("a table")
}

fn first(columns: &str) -> Column {
    clean(&table(columns)).tables[0].columns[0].clone()
}

#[test]
fn a_missing_colon_loses_nothing() {
    let table = refused_column(
        "title: String, pages Option<i64> = 3 unique, price: f64",
        "Option<i64>",
        "expected `:`\nhelp: write `pages: Option<i64>`",
    );
    assert_eq!(table.columns.len(), 3);
    assert_eq!(table.columns[1].clauses.len(), 1);
    assert!(!table.incomplete);
}

#[test]
fn a_missing_comma_loses_nothing() {
    for columns in ["a: i64 b: i64", "a: i64 = 0 b: i64", "a: i64 unique b: i64"] {
        let table = refused_column(columns, "b", "expected `,`");
        assert_eq!(table.columns.len(), 2);
        assert!(!table.incomplete);
    }
    let table = refused_column("a: i64 index i (a)", "index", "expected `,`");
    assert_eq!(table.indexes.len(), 1);
    let table = refused_column("a: i64 ..f", ".", "expected `,`");
    assert_eq!(table.spreads.len(), 1);
}

#[test]
fn an_unreadable_type_drops_the_column() {
    for (column, place) in [
        ("b: 7", "7"),
        ("b: ?", "?"),
        ("b: (i64 i64)", "("),
        ("b: Option<, d: i64", "Option"),
    ] {
        let table = refused_column(
            &format!("a: i64, {column}, c: i64"),
            place,
            "expected a type\nhelp: write it like `b: Option<i64>`",
        );
        assert!(table.incomplete);
        assert!(table.columns.len() >= 2);
    }
    refused_column("a: i64, b: , c: i64", "b", "`b` has no type");
}

#[test]
fn declared_types_and_defaults() {
    let column = first("state: SagaState as TEXT = \"a\" since 2");
    assert!(matches!(column.sql_type, Some(TypeOverride::Word(word)) if word == "TEXT"));
    assert_eq!(text(column.default), "\"a\"");
    let column = first("n: Vec<Vec<u8>>=-1.5");
    assert_eq!(text(column.default), "- 1.5");
    let column = first("n: i64 = Foo::bar() + 1 unique");
    assert_eq!(text(column.default), "Foo :: bar () + 1");
    assert_eq!(column.clauses.len(), 1);
    let column = first("n: i64 = None since 3");
    assert_eq!(text(column.default), "None");
}

#[test]
fn order_in_a_column() {
    let table = refused_column(
        "n: i64 unique = 3",
        "= 3",
        "a default stands before the clauses",
    );
    assert!(table.columns[0].default.is_some());
    refused_column(
        "n: i64 = 3 as TEXT",
        "as TEXT",
        "a declared type stands before",
    );
    refused_column(
        "n: String as VARCHAR(40)",
        "(",
        "a declared type is one word or a string",
    );
}

#[test]
fn clauses_are_given_once() {
    for (clauses, places) in [
        ("unique unique", ["unique", "unique"]),
        (
            "primary key primary key autoincrement",
            ["primary key autoincrement", "primary key"],
        ),
        ("since 2 since 3", ["since", "2"]),
        ("until 2 until 3", ["until", "2"]),
        ("= 1 = 2", ["= 2", "1"]),
        ("check \"a\" check \"b\"", ["check \"b\"", "check \"a\""]),
        (
            "references a references b",
            ["references b", "references a"],
        ),
        (
            "references a on delete cascade on delete restrict",
            ["delete", "delete"],
        ),
    ] {
        let (schema, reports) = read(&table(&format!("n: i64 {clauses}, m: i64")));
        let found: Vec<&str> = reports.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(found, places, "{reports:?}");
        assert_eq!(schema.tables[0].columns.len(), 2);
    }
}

#[test]
fn an_unknown_clause_is_skipped_to_the_next() {
    let table = refused_column(
        "id: String frobnicate hard primary key, b: i64",
        "frobnicate",
        "unknown clause `frobnicate`\nhelp: write one of `primary key`, `unique`,",
    );
    assert_eq!(table.columns[0].clauses.len(), 1);
    assert!(table.incomplete);
    let table = refused_column(
        "id: i64 uniqe, b: i64",
        "uniqe",
        "unknown clause `uniqe`\nhelp: did",
    );
    assert!(matches!(
        table.columns[0].clauses[0].kind,
        ClauseKind::Unique
    ));
    assert!(!table.incomplete);
}

#[test]
fn words_of_sql_get_an_answer() {
    refused_column(
        "a: i64 default 0 unique",
        "default",
        "a default is written with `=`",
    );
    refused_column("a: i64 unique desc", "desc", "unknown clause `desc`");
    refused_column(
        "a: i64 check \"a > 0\" on conflict ignore",
        "on",
        "SQLite reads `on conflict` behind a check, and does nothing with it",
    );
    refused_column(
        "a: i64 autoincrement",
        "autoincrement",
        "`autoincrement` belongs to a key",
    );
}

#[test]
fn broken_clauses_keep_the_column() {
    for (clause, place, message) in [
        (
            "since",
            ",",
            "expected a version number\nhelp: write it like `since 2`",
        ),
        (
            "since x",
            "x",
            "expected a version number\nhelp: write it like `since 2`",
        ),
        ("check n", "n", "expected an SQL condition"),
        ("primary", ",", "expected `key`"),
        ("references", ",", "expected the table referred to"),
        (
            "references t()",
            ")",
            "unexpected end of input, expected the columns",
        ),
        (
            "references t on delete explode",
            "explode",
            "unknown action `explode`",
        ),
        (
            "references t on remove cascade",
            "remove",
            "unknown event `remove`",
        ),
        ("=", ",", "expected a value"),
        ("as", ",", "expected a declared type"),
        ("7", "7", "expected a clause"),
    ] {
        let table = refused_column(&format!("a: i64 {clause}, b: i64"), place, message);
        assert_eq!(table.columns.len(), 2);
        assert!(table.incomplete);
    }
}

#[test]
fn words_of_rust_are_told_apart() {
    let table = refused_column(
        "type: String",
        "type",
        "`type` is a word of Rust\nhelp: write `r#type`",
    );
    assert_eq!(table.columns[0].name.text(), "type");
    assert_eq!(first("type as kind: String").name.text(), "type");
    let table = refused_column(
        "self: String, a: i64",
        "self",
        "`self` can't be a field's name",
    );
    assert_eq!(table.columns.len(), 1);
}

#[test]
fn a_number_that_runs_into_a_word() {
    refused_column(
        "a: i64 since 2until",
        "2until",
        "unexpected `until` after `2`",
    );
}
