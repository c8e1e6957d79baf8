//! What a file or a connection has beside the schema: views, triggers, functions, strings in double quotes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    Error,
    rusqlite::{Connection, config::DbConfig},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:bfd66c3f50fb4787";
            /// Notes are called entries, and are written anew.
            version 2 sealed "2:797698f8f11669da" {
                rename note => entry;
                rename entry.body => text;
                sql "UPDATE entry SET text = text || '!'; UPDATE entry SET text = upper(text); INSERT INTO entry (text) VALUES ('new');";
            }
            /// Entries have no colour.
            version 3;
        }

        table entry as Entry {
            id: i64 primary key,
            text: String,
            colour: String = "red" until 3,
        }
        table log as Line {
            text: String,
        }
        view loud "SELECT upper(text) AS text FROM entry" since 3;
        trigger watch after update on entry "INSERT INTO log (text) VALUES (new.text);" since 3;
    }
}

mod loose {
    //! A schema without renames.

    use rusqlite_schema::schema;

    schema! {
        /// Sums.
        pub schema sums in "sums.db", nullable keys {
            history {
                /// Names.
                version 1 sealed "2:3aef436707a92834";
                /// Sums.
                version 2;
            }

            table name as Name strict {
                name: String primary key,
                other: String = "" since 2,
            }
            table sum as Sum since 2 {
                total: i64 generated "a + b",
                a: i64,
                b: i64,
            }
            trigger count after update on sum "DELETE FROM name WHERE name = 'x';" since 2;
        }
    }
}

fn old(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let conn = folder.connect();
    notes::create_at(&conn, 1).unwrap();
    conn.execute_batch("INSERT INTO note (body) VALUES ('one'), ('open')")
        .unwrap();
    conn.execute_batch(sql).unwrap();
    (folder, conn)
}

#[test]
fn no_trigger_fires_on_data_steps() {
    let (_folder, conn) = old(
        "CREATE TRIGGER spy AFTER UPDATE ON note BEGIN INSERT INTO log VALUES ('fired'); END;
        CREATE TRIGGER spy2 AFTER INSERT ON note BEGIN INSERT INTO log VALUES ('fired'); END",
    );
    notes::migrate(&conn).unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM log"), 0);
    assert_eq!(
        number(
            &conn,
            "SELECT count(*) FROM entry WHERE text IN ('ONE!', 'OPEN!', 'new')"
        ),
        3
    );
    conn.execute_batch("INSERT INTO entry (text) VALUES ('x')")
        .unwrap();
    assert_eq!(
        number(&conn, "SELECT count(*) FROM log"),
        1,
        "the file's own trigger fires after the run"
    );
}

#[test]
fn a_view_that_was_broken_before_is_named() {
    let (folder, conn) = old("CREATE VIEW stale AS SELECT * FROM gone");
    let bytes = folder.snapshot();
    let error = notes::migrate(&conn).unwrap_err();
    bytes.assert_unchanged(folder.path());
    for part in ["file.db", "view `stale`", "nothing was changed", "help: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    conn.execute_batch("DROP VIEW stale").unwrap();
    notes::migrate(&conn).unwrap();
}

#[test]
fn a_view_that_was_broken_before_is_no_hindrance_where_nothing_is_renamed() {
    let folder = Folder::new();
    let conn = folder.connect();
    loose::sums::create_at(&conn, 1).unwrap();
    conn.execute_batch("CREATE VIEW stale AS SELECT * FROM gone")
        .unwrap();
    loose::sums::migrate(&conn).unwrap();
}

#[test]
fn strings_in_double_quotes_are_read_as_before() {
    for sql in [
        "CREATE INDEX mine ON note (id) WHERE body = \"open\"",
        "CREATE VIEW mine AS SELECT \"open\" AS word FROM note",
        "CREATE TRIGGER mine AFTER DELETE ON note BEGIN INSERT INTO log VALUES (\"open\"); END",
    ] {
        let (_folder, conn) = old(sql);
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, true)
            .unwrap();
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, true)
            .unwrap();
        notes::migrate(&conn).unwrap_or_else(|it| panic!("{sql}: {it:?}"));
        assert_eq!(stamp(&conn), 3);
    }
}

#[test]
fn views_may_be_turned_off() {
    for config in [
        DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
        DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
    ] {
        let (_folder, conn) = old("");
        conn.set_db_config(config, false).unwrap();
        notes::migrate(&conn).unwrap();
        assert!(!conn.db_config(config).unwrap());
    }
}

#[test]
fn a_strict_table_may_have_a_nullable_key() {
    let folder = Folder::new();
    let conn = folder.connect();
    // SQLite refuses NULL in the key of a strict table without being told.
    conn.execute_batch("CREATE TABLE name (name TEXT PRIMARY KEY) STRICT")
        .unwrap();
    loose::sums::migrate(&conn).unwrap();
    assert_eq!(loose::sums::migrate(&conn).unwrap().warnings, []);
}

#[test]
fn an_index_over_a_column_that_goes_is_named() {
    let (folder, conn) = old("CREATE INDEX mine ON note (colour)");
    let bytes = folder.snapshot();
    let error = notes::migrate(&conn).unwrap_err();
    bytes.assert_unchanged(folder.path());
    assert!(matches!(error, Error::InTheWay { .. }), "{error:?}");
    for part in ["file.db", "index `mine`", "nothing was changed", "help: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[test]
fn a_view_may_call_a_function_of_the_application() {
    // Nothing of the file's own is read as SQL by a run that only adds.
    let folder = Folder::new();
    let conn = folder.connect();
    loose::sums::create_at(&conn, 1).unwrap();
    conn.execute_batch("CREATE VIEW mine AS SELECT slug(name) FROM name")
        .unwrap();
    loose::sums::migrate(&conn).unwrap();
}

#[test]
fn pragmas_of_the_caller_do_not_change_what_is_read() {
    for pragma in [
        "case_sensitive_like = 1",
        "reverse_unordered_selects = 1",
        "count_changes = 1",
        "full_column_names = 1; PRAGMA short_column_names = 0",
        "trusted_schema = 0",
        "cell_size_check = 1",
        "locking_mode = exclusive",
        "automatic_index = 0",
    ] {
        let (_folder, conn) =
            old("CREATE VIRTUAL TABLE words USING fts5(word); CREATE TABLE mine (x)");
        conn.execute_batch(&format!("PRAGMA {pragma}")).unwrap();
        notes::migrate(&conn).unwrap_or_else(|it| panic!("{pragma}: {it:?}"));
        assert_eq!(notes::migrate(&conn).unwrap().warnings, []);
    }
}

#[test]
fn a_module_that_is_not_there_is_no_hindrance() {
    let (_folder, conn) = old("CREATE TABLE mine (x)");
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)
        .unwrap();
    conn.execute_batch(
        "PRAGMA writable_schema = ON;
         INSERT INTO sqlite_schema VALUES ('table', 'odd', 'odd', 0, 'CREATE VIRTUAL TABLE odd USING nowhere(x)');
         PRAGMA writable_schema = RESET",
    )
    .unwrap();
    for pragma in ["case_sensitive_like = 1", "case_sensitive_like = 0"] {
        conn.execute_batch(&format!("PRAGMA {pragma}")).unwrap();
        notes::migrate(&conn).unwrap_or_else(|it| panic!("{pragma}: {it:?}"));
    }
}

#[test]
fn a_file_in_utf_16_is_read() {
    let folder = Folder::new();
    let conn = folder.connect();
    conn.execute_batch("PRAGMA encoding = 'UTF-16le'").unwrap();
    notes::create_at(&conn, 1).unwrap();
    notes::migrate(&conn).unwrap();
    assert_eq!(stamp(&conn), 3);
}
