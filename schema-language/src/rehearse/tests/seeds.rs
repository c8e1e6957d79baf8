//! Seeds beside what else a version does: a created file and an upgraded one have the same rows.

use super::{refused, same};

#[test]
fn a_seed_is_a_row_of_its_version_beside_steps_and_values() {
    let step = r#"sql "UPDATE other SET n = 1";"#;
    let from = r#"table book as Book { id: i64 primary key, title: String, size: i64 until 2, size: String since 2 from "size || ' pages'" }
        table other as Other { n: i64 } seed book since 2 { id: 9, title: "x", size: "5 pages" }"#;
    same(&["", step], from, "size AS a FROM book", "5 pages");
    same(&["", ""], from, "size AS a FROM book", "5 pages");
    same(&["", "", step], from, "size AS a FROM book", "5 pages");
    let new = r#"table book as Book { id: i64 primary key, size: i64 since 2 from "id * 2" } table other as Other { n: i64 }
        seed book since 2 { id: 9, size: 5 }"#;
    same(&["", step], new, "size AS a FROM book", "5");
    same(&["", ""], new, "size AS a FROM book", "5");
    let default = r"table book as Book { id: i64 primary key, n: i64 = 1 until 2, n: i64 = 2 since 2 } table other as Other { n: i64 }
        seed book since 2 { id: 9 }";
    same(&["", ""], default, "n AS a FROM book", "2");
    same(&["", step], default, "n AS a FROM book", "2");
}

#[test]
fn a_default_that_changes_below_a_seed_is_asked_about() {
    let items = r"table book as Book { id: i64 primary key, n: i64 = 1 until 2, n: i64 = 2 since 2 } seed book { id: 9 }";
    refused(&["", ""], items, "help: write `n: 1`");
    let given = r"table book as Book { id: i64 primary key, n: i64 = 1 until 2, n: i64 = 2 since 2 } seed book { id: 9, n: 1 }";
    same(&["", ""], given, "n AS a FROM book", "1");
}

#[test]
fn a_seed_that_changes_is_asked_about() {
    let items = r#"table t as T { id: i64 primary key, name: String } seed t until 2 { id: 1, name: "a" } seed t since 2 { id: 1, name: "b" }"#;
    refused(&["", ""], items, "UPDATE t SET name = 'b' WHERE id = 1");
    let step = r#"sql "UPDATE t SET name = 'b' WHERE id = 1 AND name = 'a'";"#;
    same(&["", step], items, "name AS a FROM t", "b");
}
