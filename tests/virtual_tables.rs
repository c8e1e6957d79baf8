//! Virtual tables keep their rows under another name, and full-text indexes agree with what they index.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{Drift, Options, Outcome, Report, rusqlite::Connection, schema};
use support::{Folder, number};

mod early {
    use rusqlite_schema::schema;

    schema! {
        /// Before anything was renamed.
        pub schema store in "store.db" {
            history {
                /// What there is.
                version 1;
            }

            table song as Song { id: i64 primary key, title: String }
            virtual table notes using "fts5(body)";
            virtual table letters using "fts4(body)";
            virtual table bare using "fts5(body, content='')";
            virtual table boxes using "rtree(id, x0, x1)";
            virtual table Plain using "fts5(body)";
            virtual table terms using "fts5vocab(notes, row)";
            virtual table songs using "fts5(title, content=song, content_rowid=id)";
        }
    }
}

schema! {
    /// Everything is called otherwise.
    pub schema store in "store.db" {
        history {
            /// What there is.
            version 1 sealed "2:4bb9c99467601268";
            /// Better names.
            version 2 sealed "2:b04a95e4a1b9d264" {
                rename notes => memos;
                rename letters => mail;
                rename bare => stripped;
                rename boxes => areas;
                rename Plain => plain;
                rename songs => tunes;
            }
            /// Names change places.
            version 3 sealed "2:bcd474cbe8d55b63" {
                rename memos => letters;
                rename song => hit;
            }
            /// One after the other.
            version 4 sealed "2:651c934d52daab7d" {
                rename mail => notes;
            }
            /// As only a merged run does it at once.
            version 5 compatible;
        }

        table hit as Song { id: i64 primary key, title: String }
        virtual table letters using "fts5(body)";
        virtual table notes using "fts4(body)";
        virtual table stripped using "fts5(body, content='')";
        virtual table areas using "rtree(id, x0, x1)";
        virtual table plain using "fts5(body)";
        virtual table terms until 2 using "fts5vocab(notes, row)";
        virtual table tunes using "fts5(title, content=hit, content_rowid=id)";
    }
}

/// A file at version 1 with rows in everything.
fn old_file(folder: &Folder) -> Connection {
    let connection = folder.connect();
    early::store::migrate(&connection).unwrap();
    let rows = "
        INSERT INTO song VALUES (1, 'autumn leaves');
        INSERT INTO songs (songs) VALUES ('rebuild');
        INSERT INTO notes VALUES ('a note'), ('another note');
        INSERT INTO letters VALUES ('a letter');
        INSERT INTO bare (rowid, body) VALUES (7, 'nothing but an index');
        INSERT INTO boxes VALUES (1, 0, 10);
        INSERT INTO Plain VALUES ('plain');";
    connection.execute_batch(rows).unwrap();
    connection
}

fn steps(report: &Report) -> Vec<&str> {
    report.steps.iter().map(|it| it.what.as_str()).collect()
}

#[test]
fn a_renamed_virtual_table_keeps_its_rows() {
    let folder = Folder::new();
    let connection = old_file(&folder);
    let report = store::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    for (sql, rows) in [
        ("SELECT count(*) FROM letters ('note')", 2),
        ("SELECT count(*) FROM notes WHERE notes MATCH 'letter'", 1),
        ("SELECT rowid FROM stripped ('index')", 7),
        ("SELECT count(*) FROM areas WHERE x0 < 5", 1),
        ("SELECT count(*) FROM plain ('plain')", 1),
        ("SELECT count(*) FROM tunes ('autumn')", 1),
    ] {
        assert_eq!(number(&connection, sql), rows, "{sql}");
    }
    let steps = steps(&report);
    assert!(!steps.contains(&"drop table notes"), "{steps:?}");
    assert!(
        !steps.contains(&"create virtual table letters"),
        "{steps:?}"
    );
    // And it is what a new file has.
    let again = store::migrate(&connection).unwrap();
    assert_eq!(again.outcome, Outcome::Current);
    assert_eq!(again.warnings, []);
}

mod seeded {
    use rusqlite_schema::schema;

    schema! {
        /// Seeds that full-text indexes read, as tables and through views.
        pub schema notes in "notes.db" {
            history {
                /// Notes.
                version 1 sealed "2:bbd443339ef19a69";
                /// Notes can be searched.
                version 2 sealed "2:e7e27d6a1253c5d9";
                /// Another note comes with the program.
                version 3 sealed "2:7e646705dcd5cf88";
                /// The first words of all.
                version 4 {
                    sql "INSERT INTO note (body) VALUES ('from a step')";
                }
            }

            table note as Note { id: i64 primary key, body: String }
            table label as Label { name: String primary key }
            view shouted until 4 "SELECT id, upper(body) AS body FROM note";
            view shouted since 4 "SELECT id, upper(body) || '!' AS body FROM note";
            virtual table by_word using "fts5(body, content=note, content_rowid=id)" since 2;
            virtual table by_old_word using "fts4(body, content=\"note\")" since 2;
            virtual table by_shout using "fts5(body, content='shouted', content_rowid=id)" since 2;

            trigger note_came after insert on note since 2
                "INSERT INTO by_word (rowid, body) VALUES (new.id, new.body);";
            trigger note_went after delete on note since 2
                "INSERT INTO by_word (by_word, rowid, body) VALUES ('delete', old.id, old.body);";

            seed note { id: 1, body: "Welcome" }
            seed note since 3 { id: 2, body: "Welcome again" }
        }
    }
}

/// Every index finds what it should, and FTS5 has nothing to say against its own.
fn check_indexes(connection: &Connection, notes: i64) {
    for index in ["by_word", "by_old_word", "by_shout"] {
        let sql = format!("SELECT count(*) FROM {index} WHERE {index} MATCH 'welcome'");
        assert_eq!(number(connection, &sql), notes, "{index}");
    }
    for index in ["by_word", "by_shout"] {
        let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        connection.execute_batch(&sql).unwrap();
    }
    connection
        .execute("DELETE FROM note WHERE id = 1", [])
        .unwrap();
}

#[test]
fn a_new_file_has_its_seeds_in_full_text_indexes() {
    for version in 2..=4 {
        let connection = Connection::open_in_memory().unwrap();
        seeded::notes::create_at(&connection, version).unwrap();
        check_indexes(&connection, if version > 2 { 2 } else { 1 });
    }
}

#[test]
fn an_upgraded_file_has_its_seeds_in_full_text_indexes() {
    for version in 1..=3 {
        let connection = Connection::open_in_memory().unwrap();
        seeded::notes::create_at(&connection, version).unwrap();
        seeded::notes::migrate(&connection).unwrap();
        check_indexes(&connection, 2);
    }
}

#[test]
fn an_adopted_file_has_its_seeds_in_full_text_indexes() {
    let connection = Connection::open_in_memory().unwrap();
    seeded::notes::create_at(&connection, 3).unwrap();
    let earlier = "DELETE FROM note; PRAGMA user_version = 0;";
    connection.execute_batch(earlier).unwrap();
    let report = seeded::notes::migrate(&connection).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(2) });
    check_indexes(&connection, 2);
}

#[test]
fn a_repaired_file_has_its_seeds_in_full_text_indexes() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    seeded::notes::migrate(&connection).unwrap();
    connection
        .execute_batch("DROP TABLE note; DROP TABLE by_shout")
        .unwrap();
    let options = Options::default().drift(Drift::Repair);
    let report = seeded::notes::migrate_with(&mut connection, &options).unwrap();
    assert_eq!(report.outcome, Outcome::Repaired);
    check_indexes(&connection, 2);
}

mod exchanged {
    use rusqlite_schema::schema;

    schema! {
        /// A new table has the name and the words of one that is called otherwise now.
        pub schema notes in "notes.db" {
            history {
                /// Notes.
                version 1 sealed "2:c74f0549d320a3b3";
                /// Old notes are apart.
                version 2 { rename note => old_note; }
            }

            virtual table old_note using "fts5(body)";
            virtual table note since 2 using "fts5(body)";
        }
    }
}

#[test]
fn a_name_can_go_to_another_virtual_table() {
    let connection = Connection::open_in_memory().unwrap();
    exchanged::notes::create_at(&connection, 1).unwrap();
    connection
        .execute("INSERT INTO note VALUES ('old')", [])
        .unwrap();
    exchanged::notes::migrate(&connection).unwrap();
    let count = |table: &str| number(&connection, &format!("SELECT count(*) FROM {table}"));
    assert_eq!((count("old_note"), count("note")), (1, 0));
}
