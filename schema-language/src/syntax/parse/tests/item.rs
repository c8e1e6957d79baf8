//! Items other than tables and the history.

use super::{around, read, refused};

fn refused_item(items: &str, place: &str, message: &str) -> crate::syntax::Schema {
    refused(&around(items), place, message)
}

#[test]
fn an_unknown_item_is_skipped_to_the_next() {
    let schema = refused_item(
        "tble_of things { a: i64 } view v \"SELECT 1\";",
        "tble_of",
        "unknown item `tble_of`\nhelp: write one of `table`, `history`,",
    );
    assert!(schema.incomplete);
    assert_eq!(schema.views.len(), 1);
}

#[test]
fn a_misspelled_item_is_taken_for_what_was_meant() {
    let schema = refused_item(
        "tabel t { a: i64 }",
        "tabel",
        "unknown item `tabel`\nhelp: did you mean `table`?",
    );
    assert_eq!(schema.tables.len(), 1);
    let schema = refused_item(
        "virtul table t using \"fts5(a)\";",
        "virtul",
        "unknown item `virtul`\nhelp: did you mean `virtual table`?",
    );
    assert_eq!(schema.virtual_tables.len(), 1);
}

#[test]
fn a_missing_semicolon_loses_nothing() {
    let schema = refused_item(
        "view v \"SELECT 1\" table t { a: i64 }",
        "table",
        "expected `;`",
    );
    assert_eq!((schema.views.len(), schema.tables.len()), (1, 1));
    assert!(!schema.incomplete);
}

#[test]
fn garbage_after_an_item_is_reported_where_it_stands() {
    let schema = refused_item(
        "view v \"SELECT 1\" 7; seed t { a: 1 }",
        "7",
        "expected `;`",
    );
    assert_eq!((schema.views.len(), schema.seeds.len()), (1, 1));
    refused_item("table t { a: i64 };", ";", "unexpected `;`");
}

#[test]
fn what_is_given_once_is_refused_twice() {
    for (items, place) in [
        ("journal a; journal b;", "b"),
        ("application_id 1; application_id 2;", "2"),
        ("history {} history {}", "history"),
    ] {
        let (_, reports) = read(&around(items));
        assert_eq!(reports.len(), 2, "{reports:?}");
        assert_eq!(reports[0].0, place);
        assert!(reports[0].1.contains("is given twice"), "{reports:?}");
    }
}

#[test]
fn visibilities_and_attributes_stand_where_they_say_something() {
    refused_item(
        "pub table t { a: i64 }",
        "pub",
        "a visibility has no effect on `table`",
    );
    refused_item(
        "#[cold] journal j;",
        "#[cold]",
        "an attribute has no effect on `journal`",
    );
    refused_item("#[= 3] view v \"SELECT 1\";", "=", "expected identifier");
}

#[test]
fn a_seed_is_read_whole_or_not_at_all() {
    let schema = refused_item("seed t { a: , b: 1 }", ",", "expected a value");
    assert!(schema.seeds.is_empty() && schema.incomplete);
    let schema = refused_item("seed t { a: 1 b: 2 }", "b", "expected `,`");
    assert_eq!(schema.seeds[0].values.len(), 2);
    refused_item("seed t { a = 1 }", "=", "expected `:` and a value");
}

#[test]
fn a_broken_element_keeps_its_neighbours() {
    let schema = refused_item("const L: E = [a, 7, c];", "7", "expected an element");
    assert_eq!(schema.lists[0].elements.len(), 2);
    assert!(schema.incomplete);
    let schema = refused_item("const L: E = [a b, c];", "b", "expected `,`");
    assert_eq!(schema.lists[0].elements.len(), 3);
    let schema = refused_item("const L: E = [a sinc 2];", "sinc", "unknown word `sinc`");
    assert!(schema.lists[0].elements[0].lifetime.since.is_some());
    let schema = refused_item(
        "const L E = [a];",
        "E",
        "expected `:`\nhelp: write `const L: Name",
    );
    assert_eq!(schema.lists.len(), 1);
}

#[test]
fn triggers_say_what_is_missing() {
    refused_item(
        "trigger t on x \"\";",
        "on",
        "unknown time for a trigger `on`",
    );
    refused_item(
        "trigger t after delete of a on x \"\";",
        "of",
        "only `update` has columns",
    );
    refused_item(
        "trigger t after insert on x;",
        ";",
        "expected the trigger's statements",
    );
    let schema = refused_item("trigger t aftr insert on x \"\";", "aftr", "unknown time");
    assert_eq!(schema.triggers[0].timing, "after");
}

#[test]
fn externs_say_what_is_missing() {
    refused_item(
        "extern function f;",
        ";",
        "expected the number of arguments",
    );
    refused_item("extern function f(1 2);", "2", "unexpected token");
    refused_item(
        "extern thing f;",
        "thing",
        "unknown kind of `extern` `thing`",
    );
}

#[test]
fn a_fragment_holds_columns_only() {
    let schema = refused_item(
        "fragment f { a: i64, index x (a), b: i64 }",
        "index",
        "a fragment holds columns only",
    );
    assert_eq!(schema.fragments[0].columns.len(), 2);
}
