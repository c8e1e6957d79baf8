//! Headers and lines of tables.

use super::{around, clean, read, refused, text};
use crate::syntax::{Part, Schema, Table};

fn refused_table(table: &str, place: &str, message: &str) -> Table {
    one(refused(&around(table), place, message))
}

fn one(schema: Schema) -> Table {
    schema.tables.into_iter().next().expect("a table")
}

#[test]
fn a_body_is_no_placeholder() {
    let schema = clean_but_for_types("table x { a } table y { b: i64 }");
    assert_eq!(schema.tables.len(), 2);
    assert_eq!(schema.tables[0].name.parts.len(), 1);
    let schema = clean_but_for_types("table x { a }");
    assert_eq!(schema.tables[0].name.parts.len(), 1);
    let schema = clean_but_for_types("table x { a } /// More.\n view v \"SELECT 1\";");
    assert_eq!((schema.tables.len(), schema.views.len()), (1, 1));
}

fn clean_but_for_types(items: &str) -> Schema {
    refused(
        &around(items),
        "a",
        "`a` has no type\nhelp: write `a: String`",
    )
}

#[test]
fn a_placeholder_is_no_body() {
    for header in [
        "db_{o} for o in L",
        "db_{o}_x for o in L",
        "{o} for o in L",
        "{o}_{p} for o in L",
        "db_{o} strict, without rowid for o in L",
        "db_{o}, strict for o in L",
        "db_{o} as Row for o in L",
        "db_{o} since 2 for o in L",
        "db_{o} until 2 unrehearsed for o in L",
        "db_{o}",
    ] {
        let table = one(clean(&around(&format!("table {header} {{ a: i64 }}"))));
        assert!(
            table
                .name
                .parts
                .iter()
                .any(|it| matches!(it, Part::Placeholder(_))),
            "{header}"
        );
        assert_eq!(table.columns.len(), 1, "{header}");
    }
}

#[test]
fn header_words_in_any_order() {
    let table = one(clean(&around(
        "table kv as Kv since 2 strict, without rowid { k: String }",
    )));
    assert_eq!(table.options.len(), 2);
    assert_eq!(text(&table.options[1].tokens), "without rowid");
    let table = one(clean(&around(
        "table kv strict until 4, unrehearsed as Kv { k: String }",
    )));
    assert!(table.row.is_some() && table.lifetime.until.is_some() && table.unrehearsed.is_some());
}

#[test]
fn a_broken_header_keeps_the_body() {
    let table = refused_table(
        "table t strct { a: i64 }",
        "strct",
        "unknown word in the header",
    );
    assert_eq!((table.columns.len(), table.options.len()), (1, 1));
    let table = refused_table(
        "table t foo bar as Row { a: i64 }",
        "foo",
        "unknown word in the header",
    );
    assert!(table.row.is_some());
    let table = refused_table(
        "table t as { a: i64 }",
        "{",
        "expected the row struct's name",
    );
    assert_eq!(table.columns.len(), 1);
    let table = refused_table("table t without { a: i64 }", "{", "expected `rowid`");
    assert_eq!(table.columns.len(), 1);
    let (_, reports) = read(&around(
        "table t since 2 since 3 strict strict as A as B { a: i64 }",
    ));
    let places: Vec<&str> = reports.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(places, ["since", "2", "strict", "strict", "B", "A"]);
}

#[test]
fn a_table_without_a_body_leaves_the_next_alone() {
    let schema = refused(
        &around("table t; table u { a: i64 }"),
        ";",
        "expected the table's columns",
    );
    assert_eq!(schema.tables.len(), 1);
    assert!(schema.incomplete);
    let schema = refused(
        &around("table t table u { a: i64 }"),
        "table",
        "expected the table's columns",
    );
    assert_eq!(schema.tables.len(), 1);
}

#[test]
fn lines_are_told_from_columns_by_the_colon() {
    let source = "table t { index: i64, unique: i64, check: i64, strict: bool, without: i64,
        foreign: i64, primary as first: i64, index i (index), unique (unique), check \"1\",
        strict, without rowid, primary key (primary), foreign key (foreign) references t }";
    let table = one(clean(&around(source)));
    assert_eq!(table.columns.len(), 7);
    assert_eq!((table.constraints.len(), table.options.len()), (4, 2));
}

#[test]
fn a_misspelled_line_is_taken_for_what_was_meant() {
    for (line, word) in [
        ("indx i (a)", "indx"),
        ("uniqe index i (a)", "uniqe"),
        ("uniqe (a)", "uniqe"),
        ("primay key (a)", "primay"),
        ("foriegn key (a) references t(a)", "foriegn"),
        ("chek \"1\"", "chek"),
        ("stict since 2", "stict"),
        ("wihout rowid", "wihout"),
    ] {
        let source = format!("table t {{ a: i64, {line}, b: i64 }}");
        let table = refused_table(
            &source,
            word,
            &format!("unknown line of a table `{word}`\nhelp: did"),
        );
        let lines = table.indexes.len() + table.constraints.len() + table.options.len();
        assert_eq!((table.columns.len(), lines), (2, 1), "{line}");
    }
}

#[test]
fn a_broken_line_is_dropped_and_the_table_incomplete() {
    for (line, place, message) in [
        ("index (a)", "(", "expected the index's name"),
        ("index i", ",", "expected a column or an SQL expression"),
        (
            "index i ()",
            ")",
            "unexpected end of input, expected a column",
        ),
        (
            "unique idx (a)",
            "idx",
            "expected the key's columns\nhelp: write it like `unique (a, b)`",
        ),
        (
            "primary key ()",
            ")",
            "unexpected end of input, expected the key's columns\nhelp: write it like `primary key (a, b)`",
        ),
        ("foreign key (a) to b(c)", "to", "expected `references`"),
        ("check 7", "7", "expected an SQL condition"),
        (".. 7", "7", "expected a fragment"),
        ("7", "7", "expected a line of a table"),
    ] {
        let source = format!("table t {{ a: i64, {line}, b: i64 }}");
        let (schema, reports) = read(&around(&source));
        assert_eq!(reports.len(), 1, "{line}: {reports:?}");
        assert!(reports[0].1.starts_with(message), "{line}: {reports:?}");
        assert_eq!(reports[0].0, place, "{line}");
        let table = one(schema);
        assert_eq!(table.columns.len(), 2, "{line}");
        assert!(table.incomplete, "{line}");
    }
}

#[test]
fn garbage_after_a_line_is_reported_where_it_stands() {
    let table = refused_table("table t { primary key (a) 7, b: i64 }", "7", "expected `,`");
    assert_eq!((table.constraints.len(), table.columns.len()), (1, 1));
    let table = refused_table("table t { ..f 7, b: i64 }", "7", "expected `,`");
    assert_eq!((table.spreads.len(), table.columns.len()), (1, 1));
}

#[test]
fn a_broken_index_clause_keeps_the_index() {
    let table = refused_table("table t { index i (a b), c: i64 }", "b", "expected `,`");
    assert_eq!(table.indexes[0].terms.len(), 2);
    let table = refused_table(
        "table t { index i (a) when \"x\", c: i64 }",
        "when",
        "unknown clause",
    );
    assert_eq!((table.indexes.len(), table.columns.len()), (1, 1));
    let table = refused_table(
        "table t { index i (a dsc) }",
        "dsc",
        "unknown clause of an index's",
    );
    assert!(table.indexes[0].terms[0].descending);
}
