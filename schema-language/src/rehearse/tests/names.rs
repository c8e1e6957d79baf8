//! Names that are words of SQL, and renames of them.

use super::{text, upgraded};

const ROWS: &str = "INSERT INTO room VALUES (1, 'b', 3), (2, 'a', 4)";

/// Renames a column to a word and sees that views, triggers, checks and indexes mean what they meant.
#[track_caller]
fn to(word: &str) {
    let quoted = format!("\\\"{word}\\\"");
    let items = format!(
        r#"table room as Room {{ id: i64 primary key, "{word}" as w: String check "{quoted} NOT LIKE 'x%' AND {quoted} <> ''", owner: i64,
            g: i64 = 0 since 3 from "CASE WHEN {quoted} = 'a' THEN length({quoted}) ELSE 7 END",
            index by_owner (owner desc) where "{quoted} > 'A' OR {quoted} IS NULL" }}
        table log as Log {{ a: String }}
        view sorted "SELECT {quoted} AS a FROM room WHERE NOT {quoted} = 'q' AND owner > 0 GROUP BY id ORDER BY owner DESC, {quoted} COLLATE nocase DESC"
        view counted "SELECT CASE WHEN count(*) > 1 THEN length(max({quoted})) END AS a FROM room"
        trigger t after insert on room when "NEW.{quoted} = 'c'" "INSERT INTO log (a) VALUES (NEW.{quoted}); UPDATE room SET {quoted} = upper({quoted}) WHERE id = NEW.id AND NOT owner = 9""#
    );
    let file = upgraded(
        &["", &format!("rename room.was => \"{word}\";"), ""],
        &items,
        ROWS,
    );
    assert_eq!(text(&file, "a FROM sorted"), "a b", "{word}");
    assert_eq!(text(&file, "g AS a FROM room"), "7 1", "{word}");
    file.execute_batch("INSERT INTO room VALUES (3, 'c', 1, 0)")
        .unwrap();
    assert_eq!(text(&file, "a FROM sorted"), "a b C", "{word}");
}

/// The same the other way: the old name is the word.
#[track_caller]
fn from(word: &str) {
    let items = r#"table room as Room { id: i64 primary key, now: String check "now NOT LIKE 'x%'", owner: i64 }
        view sorted "SELECT now AS a FROM room WHERE NOT now = 'q' AND owner > 0 GROUP BY id ORDER BY owner DESC, now COLLATE nocase"
        view counted "SELECT CASE WHEN count(*) > 1 THEN length(max(now)) END AS a FROM room"
        trigger t after insert on room when "NEW.now = 'c'" "UPDATE room SET now = upper(now) WHERE id = NEW.id""#;
    let file = upgraded(
        &["", &format!("rename room.\"{word}\" => now;")],
        items,
        ROWS,
    );
    assert_eq!(text(&file, "a FROM sorted"), "a b", "{word}");
}

#[test]
fn a_rename_to_or_from_a_word_of_sql_leaves_the_words_of_the_texts() {
    for word in [
        "desc", "end", "from", "order", "group", "select", "and", "not", "nocase", "count",
        "length", "case", "like", "by", "as", "limit", "key", "é", "odd name", "values", "null",
        "max",
    ] {
        to(word);
        from(word);
    }
}

#[test]
fn a_rename_that_differs_in_case_only_goes_through_texts() {
    let items = r#"table Book as Book { id: i64 primary key, name: String check "name <> ''",
            size: i64 since 3 from "length(name)", index by_name (name) where "name > 'a'" }
        table film as Film { name: String }
        view names "SELECT name AS a FROM Book ORDER BY name"
        view both "SELECT Book.name AS a FROM Book JOIN film USING (name)"
        trigger t after update of name on Book when "NEW.name <> OLD.name" "INSERT INTO film (name) SELECT name FROM Book WHERE id = NEW.id""#;
    let versions = ["", "rename book => Book; rename Book.Name => name;", ""];
    let file = upgraded(&versions, items, "INSERT INTO book VALUES (1, 'Emma')");
    file.execute_batch("UPDATE Book SET name = 'Persuasion'")
        .unwrap();
    assert_eq!(
        text(&file, "a || size AS a FROM both JOIN Book"),
        "Persuasion4"
    );
    let items = r#"table book as Book { id: i64 primary key, name: String, size: i64 since 2 from "length(name)" }"#;
    upgraded(
        &["", "rename book.Name => name;"],
        items,
        "INSERT INTO book VALUES (1, 'Emma')",
    );
    let items = r#"table book as Book { id: i64 primary key, name: i64 until 2, name: i64 since 2 from "name * 2" }"#;
    let file = upgraded(
        &["", "", "rename book.Name => name;"],
        &items.replace("name: i64 until", "Name: i64 until"),
        "INSERT INTO book VALUES (1, 4)",
    );
    assert_eq!(text(&file, "name AS a FROM book"), "8");
}

#[test]
fn columns_of_one_name_are_told_apart_by_the_query_that_they_stand_in() {
    let items = r#"table book as Book { id: i64 primary key, title: String }
        table film as Film { id: i64, title: String, book: Option<i64> }
        trigger t after update on book when "NEW.title <> OLD.title" "UPDATE book SET title = trim(title) WHERE id = NEW.id; INSERT INTO film (id, title) VALUES (NEW.id, NEW.title); UPDATE film SET title = (SELECT title FROM book WHERE id = NEW.id) WHERE title = 'x'; DELETE FROM film WHERE title = 'gone'"
        trigger u after insert on film "INSERT INTO film (id, title) SELECT id, title FROM book WHERE title = 'y' ON CONFLICT DO UPDATE SET title = excluded.title"
        view v "SELECT f.title AS a FROM film f WHERE f.title IN (SELECT title FROM book)"
        view w "SELECT title AS a FROM film WHERE EXISTS (SELECT 1 FROM book WHERE film.id = book.id AND book.title <> '')"
        view x "SELECT title AS a FROM book UNION ALL SELECT title FROM film""#;
    let file = upgraded(
        &["", "rename book.name => title;"],
        items,
        "INSERT INTO book VALUES (1, ' Emma')",
    );
    file.execute_batch("UPDATE book SET title = 'y '").unwrap();
    assert_eq!(text(&file, "a FROM x"), "y y  y");
}

#[test]
fn a_trigger_that_feeds_an_index_of_texts_goes_through_a_rename() {
    let items = r#"table note as Note { id: i64 primary key, body: String }
        virtual table note_fts using "fts5(body, content='note', content_rowid='id')"
        trigger odd after delete on note "SELECT 1"
        trigger t after insert on note "INSERT INTO note_fts (rowid, body) VALUES (NEW.id, NEW.body)"
        trigger d after delete on note "INSERT INTO note_fts (note_fts, rowid, body) VALUES ('delete', OLD.id, OLD.body)""#;
    let file = upgraded(
        &["", "rename note.text => body;"],
        items,
        "INSERT INTO note VALUES (1, 'one')",
    );
    file.execute_batch("INSERT INTO note VALUES (2, 'two'); DELETE FROM note WHERE id = 1")
        .unwrap();
    assert_eq!(
        text(
            &file,
            "rowid AS a FROM note_fts WHERE note_fts MATCH 'one OR two'"
        ),
        "2"
    );
    upgraded(
        &["", "rename memo_fts => note_fts; rename memo => note;"],
        items,
        "INSERT INTO memo VALUES (1, 'one')",
    );
}
