//! What makes sense is left alone.

use super::found;
use crate::syntax::testing::example::EXAMPLE;

/// A schema with so many versions, the last of which does something.
fn with_history(versions: usize, actions: &str, items: &str) -> String {
    let mut history = String::new();
    for version in 1..=versions {
        let body = if version == versions && !actions.is_empty() {
            format!("{{ {actions} }}")
        } else {
            ";".to_owned()
        };
        history += "/// Version ";
        history += &version.to_string();
        history += ".\nversion ";
        history += &version.to_string();
        history.push(' ');
        history += &body;
        history.push('\n');
    }
    format!("pub schema s in \"s.db\" {{ history {{ {history} }} {items} }}")
}

fn sound(versions: usize, actions: &str, items: &str) {
    let source = with_history(versions, actions, items);
    let reports = found(source.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}\nin {source}");
}

#[test]
fn the_design() {
    let reports = found(EXAMPLE.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}");
}

#[test]
fn columns_that_come_change_and_go() {
    sound(
        4,
        "",
        r#"table book {
            id: i64 primary key,
            title: String,
            pages: Option<i64> since 2,
            covers: i64 = 0 since 2 check "covers >= 0",
            size: i64 since 3 from "length(title)",
            weight: Option<i64> until 3, weight: i64 = 0 since 3 from "coalesce(weight, 0)",
            price: i64 until 4, price: String since 4,
            shelf: i64 until 2,
            total: i64 since 3 generated "size + covers",
            slug: Option<String> since 4 unique,
            key: String since 4 from "lower(hex(randomblob(8)))",
            unique index book_key (key) since 4,
            index book_pages (pages) since 2,
            index book_shelf (shelf) until 2,
            index book_covers (covers) where "covers > 0 AND pages > 0" since 2,
        }"#,
    );
}

#[test]
fn checks_that_follow_from_older_ones() {
    sound(
        2,
        "",
        r#"pub const STATES: State = [open, done, late since 2];
        table ticket {
            state: State as TEXT = "open" checked,
            urgent: bool checked,
            size: u8 until 2 checked,
            size: u32 since 2 checked,
            rank: i64 until 2 check "rank BETWEEN 0 AND 9",
            rank: u8 since 2 check "rank >= 0 AND rank < 20",
            title: String,
            check "title IN ('a', 'b')" until 2,
            check "title IN ('a', 'b', 'c')" since 2,
            check "length(title) < 5" until 2,
            check "length(title) <= 5" since 2,
        }"#,
    );
}

#[test]
fn renames_of_all_kinds() {
    sound(
        2,
        "rename books => book; rename book.name => title; rename book.size => pages; \
         rename titles => names;",
        r#"table book {
            id: i64 primary key,
            title: String collate nocase check "title <> ''",
            size: Option<i64> until 2, pages: i64 = 0 since 2 from "coalesce(pages, 0)",
            next: Option<i64> references book(id),
            index book_title (title) where "length(title) > 0",
        }
        view names "SELECT title FROM book";
        trigger log after update of title on book when "NEW.title <> ''" "SELECT NEW.title;";
        seed book { id: 1, title: "Emma", pages: 474 }"#,
    );
    sound(
        3,
        "rename book.b => c;",
        "table book { a: i64, c: i64, b: Option<i64> since 3 }",
    );
    sound(
        2,
        "rename a => b;",
        "table b as Old until 2 { n: i64 } table b { m: i64 }",
    );
    sound(2, "rename book => Book;", "table Book { n: i64 }");
}

#[test]
fn keys_and_references() {
    sound(
        3,
        "sql \"DELETE FROM book\";",
        r#"table author {
            id: i64 primary key,
            name: String,
            room: i64, row: i64,
            unique (room, row),
            unique index author_name (name),
        }
        table book {
            author: i64 references author on delete cascade,
            name: String references author(name),
            room: i64, row: i64,
            extra: i64 = 0 since 2,
            other: Option<i64> since 2 references author(id) on delete set null,
            unique (name) since 3,
            check "room > row" since 3,
            primary key (author, name),
            foreign key (row, room) references author(row, room),
            foreign key (author) references later(id) since 3,
        }
        table later since 3 { id: i64 primary key }
        table kv strict, without rowid { key: String primary key, value: Vec<u8> }
        table log { id: i64 primary key autoincrement, text: Text as ANY = 1 }
        "#,
    );
    sound(
        2,
        "",
        r#"table bundle { id: String primary key }
        seed bundle { id: "blank" }
        table account {
            id: i64 primary key,
            bundle_id: String = "blank" since 2 references bundle(id),
            n: i64, m: i64 until 2, m: i64 = 0 since 2,
            unique (n), unique (n, id) since 2, unique index n_and_m (n, m) since 2,
        }"#,
    );
}

#[test]
fn names_at_different_versions() {
    sound(
        4,
        "",
        r#"const KINDS: Kind = [book, film until 3, reel since 3 as Film];
        table my_{kind} for kind in KINDS as Item { n: i64, index by_{kind} (n) }
        table your_{kind} for kind in KINDS as Thing since 3 {
            n: i64, m: i64 since 4 from "n", index by_n_{kind} (n),
        }
        table their_{kind} for kind in KINDS as Part {
            n: i64, m: i64 since 2 from "n", index by_m_{kind} (m) since 2,
        }
        table old until 2 { n: i64 } view old since 2 "SELECT 1";
        view both until 3 "SELECT n FROM my_film"; view both since 3 "SELECT n FROM my_reel";
        view odd "SELECT value AS my_bok FROM json_each('[]') JOIN (SELECT 1 AS my_filn) FROM sqlite_master";
        view common "WITH my_bok(n) AS (SELECT 1) SELECT n FROM my_bok";
        table a as Row until 2 { n: i64 } table b as Row since 2 { n: i64 }
        trigger t after insert on my_book until 3 "SELECT 1";
        trigger t after delete on my_book since 3 "SELECT CASE WHEN 1 THEN 2 END; DELETE FROM my_book";
        virtual table search since 2 using "fts5(n, content='my_book')";
        fragment times { created_at: i64 = sql("unixepoch()"), updated_at: i64 = 0 }
        table c { n: i64, ..times since 3 } table d { ..times }
        table e strict { n: i64 until 2, n: i64 = 0 since 2, strict since 3 until 4 }"#
            .replace("table e strict {", "table e {")
            .as_str(),
    );
}

#[test]
fn seeds_of_all_kinds() {
    sound(
        3,
        "",
        r#"table book {
            id: i64 primary key, title: String unique, sold: bool = false, price: Option<f64>,
            cover: Vec<u8> = b"", pages: i64 = 0 since 2, size: i64 generated "length(title)",
        }
        seed book { id: None, title: "Emma", price: 1 }
        seed book { id: -1, title: "Persuasion", sold: true, price: None, cover: b"x" }
        seed book since 2 { id: 2, title: sql("'Sanditon'"), pages: 100 }
        seed book until 2 { id: 3, title: "Lady Susan" }
        seed book since 2 { id: 3, title: "Lady Susan", pages: 80 }"#,
    );
}

#[test]
fn history_that_begins_late_and_legacy_names() {
    let source = r#"pub schema s in "s.db" {
        history {
            /// Files without a number.
            legacy {
                rename a => b; rename b => book; rename notes => volume;
                drop index x; drop table y;
            }
            /// The first.
            version 16;
            /// The second.
            version 17 { rename volume => tome; }
        }
        table book { n: i64, m: i64 = 0 since 17 }
        table tome { n: i64 }
    }"#;
    let reports = found(source.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}");
}

#[test]
fn steps_and_their_triggers() {
    sound(
        2,
        r#"sql "CREATE TEMP TABLE t AS SELECT 1; INSERT INTO book SELECT 2; DROP TABLE t";
           sql "CREATE TEMP TRIGGER x AFTER INSERT ON book BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END; DROP TRIGGER x";
           sql "REPLACE INTO book VALUES ('it''s; \"fine\"', 1) -- ; COMMIT";"#,
        "table book { title: String, n: i64 }",
    );
}

#[test]
fn keys_of_several_columns_that_may_hold_null() {
    let table = "table t { a: String, b: Option<i64>, primary key (a, b) }";
    let source = with_history(1, "", table).replace("\"s.db\"", "\"s.db\", nullable keys");
    let reports = found(source.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}");
}

#[test]
fn one_name_after_another_table() {
    sound(
        3,
        "",
        "table book as Old until 2 { title: String } table Book since 3 { title: String, pages: i64 }",
    );
    sound(
        2,
        "rename tome => book;",
        "table book as Old until 2 { title: String } table book { pages: i64 }",
    );
    sound(
        2,
        "rename book => tome;",
        "table tome { title: String } table book since 2 { pages: i64 }",
    );
    sound(
        2,
        "",
        r#"table book until 2 { title: String } table tome { title: String }
           view book since 2 "SELECT title FROM tome";"#,
    );
}
