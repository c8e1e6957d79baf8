//! Texts as SQLite reads them.

use super::{declaration, refused, reports, upgraded};

#[test]
fn a_name_in_quotes_that_nothing_has_is_no_string() {
    let book = "table book as Book { id: i64 primary key, title: String }";
    for item in [
        r#"view v "SELECT id, \"titel\" FROM book""#,
        r#"trigger t after insert on book "UPDATE book SET title = \"titel\"""#,
        r#"trigger t after insert on book when "NEW.title = \"titel\"" "SELECT 1""#,
    ] {
        refused(&[""], &format!("{book} {item}"), "no such column");
    }
    for line in [
        "check \"\\\"titel\\\" <> ''\"",
        "n: String since 2 from \"\\\"titel\\\"\"",
        "index x (\"lower(\\\"titel\\\")\")",
        "index x (title) where \"\\\"titel\\\" > ''\"",
    ] {
        let items = format!("table book as Book {{ id: i64 primary key, title: String, {line} }}");
        refused(&["", ""], &items, "no such column");
    }
}

#[test]
fn names_are_compared_as_sqlite_does() {
    let items = r#"table t as T { "größe" as size: i64 check "größe > 0 AND \"größe\" > 0 AND [größe] > 0 AND `GRößE` > 0",
        d: i64 since 2 generated "[größe] * 2", index x ("größe"), index y ("[größe] + 1") }
        view v "SELECT größe AS a FROM t""#;
    upgraded(&["", ""], items, "INSERT INTO t VALUES (1)");
    let items = r#"table t as T { "é" as e: i64 check "é > 0 AND [é] < 9", f: String = "" }"#;
    upgraded(
        &["", "rename t.a => \"é\";"],
        items,
        "INSERT INTO t VALUES (1, 'x')",
    );
}

#[test]
fn terms_of_indexes_are_read_as_sqlite_reads_them() {
    for term in [
        "\"name\"",
        "\"lower(name)\"",
        "name desc",
        "\"lower(name)\" desc",
    ] {
        let items =
            format!("table t as T {{ id: i64 primary key, name: String, index x ({term}) }}");
        upgraded(&["", ""], &items, "INSERT INTO t VALUES (1, 'a')");
    }
    for term in [
        "\"name collate nocase\"",
        "\"lower(name) desc\"",
        "\"lower(name) collate nocase\"",
        "\"(name)\"",
        "\"name desc\"",
        "\"\\\"name\\\"\"",
        "\"[name]\"",
        "\"name asc\"",
        "\"t.name\"",
        "\"name COLLATE nocase DESC\"",
    ] {
        let items =
            format!("table t as T {{ id: i64 primary key, name: String, index x ({term}) }}");
        let reports = reports(&declaration(&["", ""], &items));
        println!("{term}: {reports:?}");
        assert!(
            reports
                .iter()
                .all(|it| !it.contains("bug") && it.contains("help")),
            "{term}: {reports:?}"
        );
    }
}

#[test]
fn queries_of_texts_are_compiled_although_files_are_not_trusted() {
    let items = r#"table note as Note { id: i64 primary key, body: String }
        virtual table f using "fts5(body, content='note', content_rowid='id')"
        virtual table words using "fts5vocab('f', 'row')"
        view a "SELECT rowid FROM f WHERE f MATCH 'x'"
        view b "SELECT snippet(f, 0, '', '', '', 9) AS s, highlight(f, 0, '<', '>') AS h, bm25(f) AS r FROM f WHERE f MATCH 'x'"
        view c "SELECT term FROM words"
        trigger t after insert on note "UPDATE note SET body = 'x' WHERE id IN (SELECT rowid FROM f WHERE f MATCH 'q')""#;
    upgraded(
        &["", "rename note.text => body;"],
        items,
        "INSERT INTO note VALUES (1, 'x')",
    );
}

#[test]
fn a_value_may_be_read_from_another_tables_column_of_the_same_name() {
    for from in [
        "(SELECT m.mid FROM msgs m WHERE m.id = msg_id)",
        "(SELECT mid FROM msgs WHERE msgs.id = msg_id)",
        "(SELECT msgs.mid FROM msgs WHERE msgs.id = ref.msg_id)",
    ] {
        let items = format!(
            "table msgs as Msg {{ id: i64 primary key, mid: Option<String> }} table ref as Ref {{ id: i64 primary key, msg_id: i64, mid: Option<String> since 2 from \"{from}\" }}"
        );
        let file = upgraded(
            &["", ""],
            &items,
            "INSERT INTO msgs VALUES (7, 'm'); INSERT INTO ref VALUES (1, 7)",
        );
        assert_eq!(super::text(&file, "mid AS a FROM ref"), "m");
    }
    refused(
        &["", ""],
        "table t as T { id: i64, mid: i64 since 2 from \"t.mid + 1\" }",
        "can't be filled from itself",
    );
}

/// Each trigger fires the next, so SQLite trips over the last whenever it compiles the first.
#[test]
fn a_fault_two_cascades_on_stands_where_it_was_written() {
    for (bad, missing) in [
        ("UPDATE c SET m = 1 WHERE titel = 'x'", "titel"),
        ("INSERT INTO nowhere VALUES (1)", "nowhere"),
        ("SELECT trimm(m) FROM c", "trimm"),
        ("DELETE FROM c WHERE new.x = 1", "x"),
        ("UPDATE a SET n = titel", "titel"),
    ] {
        let items = format!(
            "table a {{ n: i64 }}\ntable b {{ n: i64 }}\ntable c {{ m: i64 }}\n\
             trigger first after insert on a \"INSERT INTO b VALUES (new.n)\"\n\
             trigger second after insert on b \"INSERT INTO c VALUES (new.n)\"\n\
             trigger third after insert on c \"{bad}\"\n\
             trigger back after update on a \"INSERT INTO b VALUES (new.n)\""
        );
        let reports = reports(&declaration(&[""], &items));
        let first = reports.first().map(String::as_str).unwrap_or_default();
        assert!(first.starts_with(&format!("\"{bad}\":")), "{reports:#?}");
        assert!(first.contains(missing), "{reports:#?}");
    }
}

/// A view is broken where one that it reads is.
#[test]
fn a_fault_in_a_view_below_stands_where_it_was_written() {
    let items = "table a { n: i64 }\n\
        view above \"SELECT n FROM middle\"\n\
        view middle \"SELECT n FROM zero\"\n\
        view zero \"SELECT titel AS n FROM a\"";
    refused(&[""], items, "\"SELECT titel AS n FROM a\":");
}
