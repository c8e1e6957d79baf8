//! What a step sees.

use super::{declaration, refused, reports, text, upgraded};

#[test]
fn a_step_sees_the_columns_of_its_version_whatever_else_the_version_alters() {
    for other in [
        "n: i64 until 2, n: Option<i64> since 2",
        "n: i64, m: i64 since 2 from \"n * 2\"",
        "n: i64, m: i64 = sql(\"abs(-3)\") since 2",
        "n: i64, check \"n >= 0\" since 2",
        "n: i64, m: i64 since 2 generated \"n * 2\" stored",
        "n: i64, strict since 2",
    ] {
        let items =
            format!("table book as Book {{ id: i64 primary key, size: i64 = 0 since 2, {other} }}");
        let file = upgraded(
            &["", r#"sql "UPDATE book SET size = 1";"#],
            &items,
            "INSERT INTO book (id, n) VALUES (1, 2)",
        );
        assert_eq!(text(&file, "size AS a FROM book"), "1", "{other}");
    }
}

#[test]
fn a_step_does_not_see_what_is_computed_after_it_and_is_told_so() {
    let items = "table book as Book { id: i64 primary key, size: i64 since 2 from \"id * 2\" }";
    let step = r#"sql "UPDATE book SET size = 1";"#;
    refused(
        &["", step],
        items,
        "is computed after the steps of version 2",
    );
}

#[test]
fn a_step_finds_the_indexes_of_new_tables_and_is_told_of_those_that_come_after_it() {
    let new = r"table book as Book { id: i64 primary key, name: String } table name as N since 2 { id: i64 primary key, name: String, unique index by_name (name) }";
    let step = r#"sql "INSERT INTO name (name) SELECT name FROM book WHERE true ON CONFLICT (name) DO NOTHING";"#;
    let file = upgraded(
        &["", step],
        new,
        "INSERT INTO book VALUES (1, 'a'), (2, 'a')",
    );
    assert_eq!(text(&file, "id AS a FROM name"), "1");
    let items = r"table book as Book { id: i64 primary key, name: String, unique index by_name (name) since 2 }";
    let step = r#"sql "INSERT INTO book (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET name = name";"#;
    refused(&["", step], items, "are made after its steps");
}

#[test]
fn a_step_that_reads_a_view_is_told_what_to_write_instead() {
    let tables = "table a as A { id: i64 primary key, n: i64 until 2, n: Option<i64> since 2 }
        table b as B { id: i64 primary key, n: Option<i64> }\n";
    let view = |lifetime: &str| {
        format!("{tables}view v {lifetime} \"SELECT id AS key,\\n n FROM a WHERE n > 1\"")
    };
    let rows = "INSERT INTO a VALUES (1, 1), (2, 2)";
    for lifetime in ["", "since 2", "until 2"] {
        let items = view(lifetime);
        for name in ["v", "V"] {
            let step = format!("sql \"INSERT INTO b (n) SELECT n FROM {name}\";");
            let help = format!("`FROM (SELECT id AS key, n FROM a WHERE n > 1) AS {name}`");
            refused(&["", &step], &items, &help);
        }
        let step = r#"sql "INSERT INTO b (n) SELECT n FROM (SELECT id AS key, n FROM a WHERE n > 1) AS v";"#;
        let file = upgraded(&["", step], &items, rows);
        assert_eq!(text(&file, "n AS a FROM b"), "2", "{lifetime}");
    }
}

#[test]
fn a_step_reads_a_virtual_table_that_goes() {
    let items = "table note as Note { id: i64 primary key, body: Option<String>, n: Option<i64> until 2, n: i64 = 0 since 2 from \"1\" }
        virtual table old until 2 using \"fts5(body)\"
        virtual table boxes until 2 using \"rtree(id, x0, x1)\"";
    let step = r#"sql "INSERT INTO note (id, body) SELECT rowid, body FROM old";
        sql "UPDATE note SET body = body || (SELECT x1 FROM boxes WHERE boxes.id = note.id)";"#;
    let rows =
        "INSERT INTO old (rowid, body) VALUES (7, 'kept'); INSERT INTO boxes VALUES (7, 1, 2);";
    let file = upgraded(&["", step], items, rows);
    assert_eq!(text(&file, "body AS a FROM note"), "kept2.0");
    let left = "name AS a FROM sqlite_schema WHERE name LIKE 'old%' OR name LIKE 'boxes%'";
    assert_eq!(text(&file, left), "");
}

#[test]
fn a_step_is_told_of_an_index_that_is_not_there() {
    let items = "table note as Note { id: i64 primary key, body: String }
        table found as Found { id: i64 primary key }
        virtual table words LIFETIME using \"fts5(body, content=note, content_rowid=id)\"";
    let step = r#"sql "INSERT INTO found SELECT rowid FROM words";"#;
    for lifetime in ["since 2", "until 2"] {
        let items = items.replace("LIFETIME", lifetime);
        refused(
            &["", step],
            &items,
            "help: read `note`, whose texts it indexes",
        );
    }
}

/// Foreign keys are off in a run, so nothing happens to the rows that refer by itself.
#[test]
fn rows_that_lose_their_parents_are_asked_for() {
    let items = "table user { id: i64 primary key, name: String }\n\
        table post { id: i64 primary key, user_id: Option<i64> references user(id) on delete cascade }";
    for sql in [
        "DELETE FROM user",
        "DELETE FROM user WHERE name = 'x'",
        "DELETE FROM main.user WHERE name = 'x'",
        "UPDATE user SET name = 'y'; DELETE FROM User WHERE id > 9",
        "WITH old AS (SELECT 1 AS id) DELETE FROM user WHERE id IN (SELECT id FROM old)",
        "DELETE FROM user AS u WHERE u.id > 9",
        "DELETE FROM user NOT INDEXED WHERE id > 9",
    ] {
        let step = format!("sql \"{sql}\";");
        let reports = reports(&declaration(&["", &step], items));
        let first = reports.first().map(String::as_str).unwrap_or_default();
        assert!(
            first.starts_with(&format!("\"{sql}\":")),
            "{sql}: {reports:#?}"
        );
        assert!(
            first.contains("DELETE FROM post WHERE"),
            "{sql}: {reports:#?}"
        );
    }
    for sql in [
        "DELETE FROM user WHERE id NOT IN (SELECT user_id FROM post WHERE user_id IS NOT NULL)",
        "DELETE FROM post; DELETE FROM user",
        "DELETE FROM user WHERE id > 9; UPDATE post SET user_id = NULL WHERE user_id > 9",
        "DELETE FROM post WHERE id > 9",
    ] {
        let step = format!("sql \"{sql}\";");
        assert_eq!(reports(&declaration(&["", &step], items)), [""; 0], "{sql}");
    }
}
