//! References between rows: what a run breaks fails it, what was broken before does not.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Options, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes and tags.
            version 1 sealed "2:0069c72827372184";
            /// Notes without a body are other ones, and sections become chapters.
            version 2 sealed "2:3c8970c206df91d9" {
                rename section => chapter;
                sql "UPDATE note SET id = id + 1000 WHERE body = ''";
            }
            /// There are no chapters.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            body: String = "",
        }
        table tag as Tag without rowid {
            note_id: i64 references note(id) on delete cascade,
            name: String,

            primary key (note_id, name),
        }
        table chapter as Chapter until 3 {
            id: i64 primary key,
        }
    }
}

fn old(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    conn.execute_batch("INSERT INTO note VALUES (1, 'one'), (2, '')")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[track_caller]
fn refused(sql: &str, child: &str) {
    for foreign_keys in ["ON", "OFF"] {
        let (folder, conn) = old(sql);
        conn.execute_batch(&format!("PRAGMA foreign_keys = {foreign_keys}"))
            .unwrap();
        let bytes = folder.snapshot();
        let error = notes::migrate(&conn).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let Error::ForeignKeys { violations, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(violations.len(), 1, "{error}");
        assert_eq!(violations[0].table, child, "{error}");
        for part in ["file.db", "nothing was changed", "help: "] {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    }
}

#[test]
fn a_step_that_breaks_references_is_refused() {
    refused("INSERT INTO tag VALUES (2, 'a'), (1, 'b')", "tag");
}

#[test]
fn what_was_broken_before_is_excused_but_no_more() {
    refused("INSERT INTO tag VALUES (77, 'lost'), (2, 'a')", "tag");
    let (_folder, conn) = old("INSERT INTO tag VALUES (77, 'lost'), (1, 'b')");
    notes::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM tag"), 2);
}

#[test]
fn tables_of_the_files_own_count_too() {
    refused(
        "CREATE TABLE mine (note_id INTEGER REFERENCES note (id)); INSERT INTO mine VALUES (77), (2)",
        "mine",
    );
    refused(
        "CREATE TABLE mine (section_id INTEGER REFERENCES section); INSERT INTO section VALUES (1); INSERT INTO mine VALUES (1)",
        "mine",
    );
    let (_folder, conn) = old("CREATE TABLE theirs (id INTEGER PRIMARY KEY);
        CREATE TABLE mine (note_id INTEGER REFERENCES note (id), theirs_id INTEGER REFERENCES theirs, gone_id INTEGER REFERENCES gone);
        INSERT INTO mine VALUES (1, 7, 8), (77, 7, 8)");
    notes::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 3);
}

#[test]
fn columns_of_the_files_own_count_too() {
    let (folder, mut conn) = old(
        "ALTER TABLE note ADD COLUMN section_id INTEGER REFERENCES section;
        INSERT INTO section VALUES (1); UPDATE note SET section_id = 1 WHERE id = 1",
    );
    let bytes = folder.snapshot();
    let options = Options::default().carry_undeclared(true);
    let error = notes::migrate_with(&mut conn, &options).unwrap_err();
    bytes.assert_unchanged(folder.path());
    let Error::ForeignKeys { violations, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(violations.len(), 1, "{error}");
}

schema! {
    /// Notes, of which files of the first releases had drafts and labels.
    pub schema adopted in "notes.db" {
        history {
            /// Files of the first releases.
            legacy {
                drop table draft;
                rename memo => note;
                drop index by_name;
                rename label => tag;
                drop table "Revision";
            }
            /// Notes and tags.
            version 1 sealed "2:3713725ae3014d09";
            /// Notes can be pinned.
            version 2;
        }

        table note as AdoptedNote {
            id: i64 primary key,
            name: String,
            pinned: bool = false since 2,
        }
        table tag as AdoptedTag { note_id: i64 references note(id) }
    }
}

fn legacy(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    conn.execute_batch(
        "CREATE TABLE memo (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
         CREATE UNIQUE INDEX by_name ON memo (name);
         CREATE TABLE label (note_id INTEGER NOT NULL REFERENCES memo (id));
         CREATE TABLE draft (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
         CREATE TABLE revision (draft_id INTEGER REFERENCES draft);
         INSERT INTO memo VALUES (1, 'one'), (2, 'two');
         INSERT INTO label VALUES (1), (77);
         INSERT INTO draft VALUES (1, 'one'), (2, 'two');
         INSERT INTO revision VALUES (1), (2);",
    )
    .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[track_caller]
fn not_adopted(sql: &str) {
    for adopt in [adopted::migrate, adopted::adopt] {
        let (folder, conn) = legacy(sql);
        let bytes = folder.snapshot();
        let error = adopt(&conn).unwrap_err();
        bytes.assert_unchanged(folder.path());
        let Error::ForeignKeys { violations, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(violations.len(), 1, "{error}");
        for part in ["`mine`", "`draft`", "nothing was changed", "help: "] {
            let said = error.to_string().to_lowercase();
            assert!(said.contains(part), "{part}: {error}");
        }
    }
}

#[test]
fn what_is_adopted_keeps_its_parents() {
    not_adopted(
        "CREATE TABLE mine (draft_id INTEGER REFERENCES Draft); INSERT INTO mine VALUES (2), (NULL)",
    );
    not_adopted(
        "CREATE TABLE mine (name TEXT REFERENCES draft (name) ON DELETE CASCADE ON INSERT SET NULL);
         INSERT INTO mine VALUES ('two'), ('lost')",
    );
}

#[test]
fn adoption_goes_on_where_nothing_is_left_behind() {
    let (_folder, conn) = legacy(
        "CREATE TABLE mine (draft_id INTEGER REFERENCES draft, note_id INTEGER REFERENCES memo);
         INSERT INTO mine VALUES (77, 1), (NULL, 2)",
    );
    adopted::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 2);
    assert_eq!(number(&conn, "SELECT count(*) FROM mine"), 2);
}

#[test]
fn an_index_that_is_a_key_is_missed() {
    let (folder, conn) = legacy("CREATE TABLE mine (name TEXT REFERENCES memo (name))");
    let bytes = folder.snapshot();
    let said = adopted::migrate(&conn)
        .unwrap_err()
        .with_causes()
        .to_string();
    bytes.assert_unchanged(folder.path());
    for part in ["`mine`", "nothing was changed"] {
        assert!(said.replace('"', "`").contains(part), "{part}: {said}");
    }
}

mod loans {
    rusqlite_schema::schema! {
        /// A library.
        pub schema library in "library.db" {
            history {
                /// Books, readers and loans.
                version 1 sealed "2:b3b21883b44f8ff7";
                /// Nobody lends to nobody, and there are no books for a while.
                version 2 {
                    sql "UPDATE loan SET reader = NULL WHERE reader NOT IN (SELECT id FROM reader)";
                    sql "DELETE FROM hold WHERE book NOT IN (SELECT id FROM book)";
                    sql "DELETE FROM book WHERE title = 'for a while'";
                }
            }

            table book as Book { id: i64 primary key, title: String }
            table reader as Reader { id: i64 primary key, name: String }
            table loan as Loan {
                id: i64 primary key,
                book: i64 references book(id),
                reader: Option<i64> references reader(id),
            }
            table hold as Hold without rowid { name: String primary key, book: i64 references book(id) }
        }
    }
}

/// A row without one parent excuses neither another reference of the same row nor another row.
#[test]
fn a_reference_that_was_broken_excuses_no_other() {
    for (rows, table) in [
        ("INSERT INTO loan VALUES (1, 7, 99)", "loan"),
        ("INSERT INTO hold VALUES ('old', 99), ('new', 7)", "hold"),
    ] {
        let folder = Folder::new();
        let connection = folder.connect();
        loans::library::create_at(&connection, 1).unwrap();
        let book = "PRAGMA foreign_keys = OFF; INSERT INTO book VALUES (7, 'for a while');";
        connection.execute_batch(&format!("{book} {rows}")).unwrap();
        let before = folder.snapshot();
        let error = loans::library::migrate(&connection).unwrap_err();
        let Error::ForeignKeys { violations, .. } = error else {
            panic!("{error}")
        };
        assert_eq!((violations.len(), violations[0].table.as_str()), (1, table));
        assert_eq!(violations[0].parent, "book");
        assert!(folder.snapshot() == before);

        // What was broken before, and is mended or stays so, stops nothing.
        let alone =
            "DELETE FROM book; DELETE FROM hold WHERE name = 'new'; UPDATE loan SET book = 98;";
        connection.execute_batch(alone).unwrap();
        loans::library::migrate(&connection).unwrap();
    }
}
