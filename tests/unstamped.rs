//! Files without a version number: what is taken in, what is left alone, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Outcome, Warning, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        application_id 0x4e4f5445;

        history {
            /// Files from before version numbers.
            legacy {
                rename memo => jotting;
                rename jotting => note;
                rename label => tag;
                drop table scrap;
                drop index idx_memo_body;
                drop index idx_scrap;
            }
            /// Notes and tags.
            version 1 sealed "2:215402fbb83a31cb";
            /// Notes can be pinned.
            version 2 sealed "2:cab367d5161c883b";
            /// The body is called text, and all of it is said louder.
            version 3 sealed "2:a33a5e51520f6807" {
                rename note.body => text;
                sql "UPDATE note SET text = text || '!'";
            }
            /// Notes can be found by their text; folders come.
            version 4;
        }

        table note as Note {
            id: i64 primary key,
            text: String,
            pinned: bool = false since 2,
            colour: String = "red" since 4,

            index idx_note_text (text) since 4,
        }
        table tag as Tag {
            note_id: i64 references note(id) on delete cascade,
            name: String,
        }
        table folder as Drawer since 4 {
            name: String primary key,
        }
    }
}

mod renamed {
    //! A schema whose legacy table got yet another name later.

    use rusqlite_schema::schema;

    schema! {
        /// Pages.
        pub schema pages in "pages.db" {
            history {
                /// Files from before version numbers.
                legacy {
                    rename leaf => page;
                }
                /// Pages.
                version 1 sealed "2:03df6ee665580bf9";
                /// Pages are called sheets.
                version 2 {
                    rename page => sheet;
                }
            }

            table sheet as Sheet {
                id: i64 primary key,
            }
            table mark as Mark {
                sheet: i64 references sheet(id),
            }
        }
    }
}

const LEGACY: &str = "
    CREATE TABLE memo (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE INDEX idx_memo_body ON memo (body);
    CREATE TABLE label (note_id INTEGER NOT NULL REFERENCES memo(id) ON DELETE CASCADE, name TEXT NOT NULL);
    INSERT INTO memo VALUES (1, 'one'), (2, 'two');
    INSERT INTO label VALUES (1, 'a'), (2, 'b');";

fn file(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

fn tables(conn: &Connection) -> String {
    let sql = "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name)";
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[track_caller]
fn refused(folder: &Folder, conn: &Connection) -> Error {
    let bytes = folder.snapshot();
    let error = notes::migrate(conn).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(error.to_string().contains("file.db"), "{error}");
    assert!(error.to_string().contains("nothing was changed"), "{error}");
    assert!(error.to_string().contains("help: "), "{error}");
    error
}

#[test]
fn a_chain_of_renames_is_followed() {
    let (_folder, conn) = file(LEGACY);
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(1) });
    assert_eq!(tables(&conn), "folder idx_note_text note tag");
    assert_eq!(
        number(&conn, "SELECT count(*) FROM note WHERE text LIKE '%!'"),
        2
    );
    conn.execute_batch("PRAGMA foreign_keys = ON; DELETE FROM note WHERE id = 1")
        .unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 1);
    assert_eq!(number(&conn, "PRAGMA application_id"), 0x4e4f_5445);
}

#[test]
fn the_end_of_a_chain_stands_already() {
    let (_folder, conn) = file(LEGACY);
    conn.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        .unwrap();
    let report = notes::migrate(&conn).unwrap();
    let both = [Warning::BothNames {
        legacy: "memo".to_owned(),
        current: "note".to_owned(),
    }];
    assert_eq!(report.warnings, both);
    assert_eq!(
        tables(&conn),
        "folder idx_memo_body idx_note_text memo note tag"
    );
    assert_eq!(number(&conn, "SELECT count(*) FROM memo"), 2);
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 2);
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(
        (report.outcome, &report.warnings[..]),
        (Outcome::Current, &both[..])
    );
}

#[test]
fn the_middle_of_a_chain_stands_too() {
    let (_folder, conn) = file(LEGACY);
    conn.execute_batch("CREATE TABLE jotting (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        .unwrap();
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(
        report.warnings,
        [Warning::BothNames {
            legacy: "memo".to_owned(),
            current: "note".to_owned()
        }]
    );
    assert_eq!(
        tables(&conn),
        "folder idx_memo_body idx_note_text memo note tag"
    );
}

#[test]
fn a_dropped_table_takes_its_listed_index_along() {
    let (_folder, conn) = file(LEGACY);
    conn.execute_batch("CREATE TABLE scrap (x); CREATE INDEX idx_scrap ON scrap (x)")
        .unwrap();
    notes::migrate(&conn).unwrap();
    assert_eq!(tables(&conn), "folder idx_note_text note tag");
}

#[test]
fn a_view_under_a_legacy_name_is_no_legacy_table() {
    let sql = "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
        CREATE TABLE tag (note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE, name TEXT NOT NULL);
        CREATE VIEW label AS SELECT * FROM tag; CREATE VIEW scrap AS SELECT 1 AS one;";
    for more in [
        "",
        "DROP TABLE tag; DROP VIEW label; CREATE VIEW label AS SELECT 1 AS one",
    ] {
        let (_folder, conn) = file(sql);
        conn.execute_batch(more).unwrap();
        let report = notes::migrate(&conn).unwrap();
        assert_eq!(report.warnings, []);
        assert_eq!(tables(&conn), "folder idx_note_text label note scrap tag");
    }
}

#[test]
fn each_version_is_recognised() {
    for version in 1..=4 {
        let folder = Folder::new();
        let conn = folder.connect();
        notes::create_at(&conn, version).unwrap();
        let column = if version < 3 { "body" } else { "text" };
        conn.execute_batch(&format!(
            "INSERT INTO note ({column}) VALUES ('x'); PRAGMA user_version = 0"
        ))
        .unwrap();
        let report = notes::migrate(&conn).unwrap();
        assert_eq!(
            report.outcome,
            Outcome::Adopted {
                from: Some(version)
            }
        );
        assert_eq!(stamp(&conn), 4);
        let loud = number(&conn, "SELECT text = 'x!' FROM note");
        assert_eq!(loud, i64::from(version < 3), "{version}");
    }
}

#[test]
fn a_later_part_does_not_hide_the_version() {
    for part in [
        "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
        "CREATE TABLE folder (name TEXT PRIMARY KEY NOT NULL)",
        "CREATE INDEX idx_note_text ON note (text)",
    ] {
        for stamped in [0, 1, 2, 3] {
            let folder = Folder::new();
            let conn = folder.connect();
            notes::create_at(&conn, 3).unwrap();
            conn.execute_batch(part).unwrap();
            conn.execute_batch(&format!(
                "INSERT INTO note (text) VALUES ('x'); PRAGMA user_version = {stamped}"
            ))
            .unwrap();
            notes::migrate(&conn).unwrap_or_else(|it| panic!("{part}: {it}"));
            assert_eq!(
                number(&conn, "SELECT count(*) FROM note WHERE text = 'x'"),
                1,
                "{part} {stamped}"
            );
            assert_eq!(tables(&conn), "folder idx_note_text note tag");
        }
    }
}

#[test]
fn half_of_the_first_version_is_completed() {
    let (_folder, conn) = file(
        "PRAGMA foreign_keys = OFF;
         CREATE TABLE label (note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE, name TEXT NOT NULL);
         INSERT INTO label VALUES (7, 'lost')",
    );
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: None });
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 1);
}

#[test]
fn every_difference_is_listed() {
    let (folder, conn) = file(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, extra TEXT);
         CREATE TABLE tag (note_id TEXT NOT NULL, name TEXT NOT NULL DEFAULT 'x')",
    );
    let error = refused(&folder, &conn);
    assert!(matches!(error, Error::CannotAdopt { .. }), "{error:?}");
    for part in ["note.body", "tag.note_id", "tag.name", "FOREIGN KEY"] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[test]
fn another_applications_mark_is_respected() {
    for sql in ["", LEGACY, "CREATE TABLE theirs (x)"] {
        let (folder, conn) = file(sql);
        conn.execute_batch("PRAGMA application_id = 77").unwrap();
        let error = refused(&folder, &conn);
        assert!(matches!(error, Error::NotOurs { .. }), "{error:?}");
        assert!(error.to_string().contains("0x4d"), "{error}");

        let bytes = folder.snapshot();
        notes::adopt(&conn).ok();
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn adopting_a_file_of_another_application_changes_nothing() {
    let (folder, conn) = file("CREATE TABLE theirs (x)");
    let bytes = folder.snapshot();
    let error = notes::adopt(&conn).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

#[test]
fn a_table_that_can_not_be_read_is_not_missing() {
    let (folder, conn) = file(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
         CREATE TABLE tag (note_id INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE, name TEXT NOT NULL,
             CHECK (name != ''), CONSTRAINT of_nothing)",
    );
    let error = refused(&folder, &conn);
    assert!(matches!(error, Error::CannotAdopt { .. }), "{error:?}");
    assert!(
        error.to_string().contains("`tag` could not be read"),
        "{error}"
    );
}

#[test]
fn wal_files_are_adopted() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    conn.execute_batch(LEGACY).unwrap();
    let report = notes::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Adopted { from: Some(1) });
    let mode: String = conn
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_legacy_file_may_have_later_columns() {
    for column in [
        "ALTER TABLE memo ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE memo ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
    ] {
        let (_folder, conn) = file(LEGACY);
        conn.execute_batch(column).unwrap();
        notes::migrate(&conn).unwrap();
        assert_eq!(
            number(
                &conn,
                "SELECT count(*) FROM note WHERE text IN ('one!', 'two!')"
            ),
            2
        );
        assert_eq!(notes::migrate(&conn).unwrap().warnings, []);
    }
}

#[test]
fn a_name_that_a_later_version_gave_stands_already() {
    for stamped in [0, 1] {
        let (_folder, conn) = file(
            "CREATE TABLE leaf (id INTEGER PRIMARY KEY);
             CREATE TABLE sheet (id INTEGER PRIMARY KEY);
             CREATE TABLE mark (sheet INTEGER NOT NULL REFERENCES leaf (id));
             INSERT INTO leaf VALUES (1), (2); INSERT INTO sheet VALUES (3); INSERT INTO mark VALUES (1);",
        );
        conn.execute_batch(&format!("PRAGMA user_version = {stamped}"))
            .unwrap();
        let both = [Warning::BothNames {
            legacy: "leaf".to_owned(),
            current: "sheet".to_owned(),
        }];
        let report = renamed::pages::migrate(&conn).unwrap();
        assert_eq!(report.warnings, both, "{stamped}");
        assert_eq!(tables(&conn), "leaf mark sheet");
        assert_eq!(number(&conn, "SELECT count(*) FROM leaf"), 2);
        assert_eq!(renamed::pages::migrate(&conn).unwrap().warnings, both);
    }
}
