//! What a file has of its own beside a table that is rebuilt: brought back as it was, or the run is refused.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use rusqlite_schema::{
    Error, Options, Report, Result,
    rusqlite::{Connection, config::DbConfig},
    schema,
};
use support::{Folder, number, stamp};

schema! {
    /// Notes whose rebuild ends with an index.
    pub schema indexed in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:2125e4c53b5b39d4";
            /// Each has a body, and none a tag.
            version 2;
        }

        table note as IndexedNote {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String since 2 from "coalesce(body, '')",
            tag: Option<String> until 2,

            index by_body (body) since 2,
        }
        view bodies "SELECT id, body FROM note";
    }
}

schema! {
    /// Notes whose rebuild ends with a rename.
    pub schema plain in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:cb8022dc3e0ecc52";
            /// Each has a body, and a label for a tag.
            version 2 { rename note.tag => label; }
        }

        table note as PlainNote {
            id: i64 primary key,
            body: Option<String> until 2,
            body: String since 2 from "coalesce(body, '')",
            label: Option<String>,
        }
    }
}

const STRINGS: [DbConfig; 2] = [
    DbConfig::SQLITE_DBCONFIG_DQS_DDL,
    DbConfig::SQLITE_DBCONFIG_DQS_DML,
];

/// A file of version 1 with objects of its own, over a connection that reads double-quoted strings.
fn old(create: fn(&Connection, i64) -> Result<Report>, own: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    create(&connection, 1).unwrap();
    for config in STRINGS {
        connection.set_db_config(config, true).unwrap();
    }
    let rows = "INSERT INTO note (body, tag) VALUES ('draft', 'red'), ('done', 'blue')";
    connection.execute_batch(rows).unwrap();
    connection.execute_batch(own).unwrap();
    (folder, connection)
}

fn carried() -> Options {
    Options::default().carry_undeclared(true)
}

/// The file's own objects, in the order in which they came.
fn own(connection: &Connection) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE name LIKE 'mine%' ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let own = statement.query_map([], |row| row.get(0)).unwrap();
    own.map(std::result::Result::unwrap).collect()
}

macro_rules! kept {
    ($schema:ident, $own:expr) => {{
        let (folder, mut connection) = old($schema::create_at, $own);
        let before = own(&connection);
        $schema::migrate_with(&mut connection, &carried()).unwrap();
        assert_eq!(own(&connection), before);
        (folder, connection)
    }};
}

macro_rules! refused {
    ($schema:ident, $own:expr) => {{
        let (folder, mut connection) = old($schema::create_at, $own);
        let bytes = folder.snapshot();
        let error = $schema::migrate_with(&mut connection, &carried()).unwrap_err();
        assert!(
            matches!(error, Error::Step { .. } | Error::Broken { .. }),
            "{error:?}"
        );
        assert_eq!(stamp(&connection), 1);
        drop(connection);
        bytes.assert_unchanged(folder.path());
    }};
}

/// SQLite takes a name in double quotes for a string where there is no such column.
#[test]
fn a_string_in_double_quotes_stays_one() {
    let own = "CREATE INDEX mine ON note (id) WHERE body <> \"draft\"";
    kept!(indexed, own);
    let (_folder, connection) = kept!(plain, own);
    let drafts = "SELECT count(*) FROM note INDEXED BY mine WHERE body <> 'draft'";
    assert_eq!(number(&connection, drafts), 1);
}

#[test]
fn a_column_that_goes_does_not_become_a_string() {
    for own in [
        "CREATE INDEX mine ON note (\"tag\")",
        "CREATE INDEX mine ON note (body) WHERE \"Tag\" <> 'red'",
        "CREATE VIEW mine AS SELECT body FROM note WHERE \"tag\" <> 'red'",
        "CREATE TRIGGER mine AFTER INSERT ON note BEGIN UPDATE note SET body = \"tag\"; END",
    ] {
        refused!(indexed, own);
        refused!(plain, own);
    }
}

/// SQLite lets the trigger go first that came last.
#[test]
fn objects_come_back_in_the_order_in_which_they_came() {
    let (_folder, connection) = kept!(
        indexed,
        "CREATE INDEX mine_first ON note (body);
         CREATE INDEX mine_second ON note (id, body);
         CREATE VIEW mine_seen AS SELECT id, body FROM note;
         CREATE VIEW mine_again AS SELECT * FROM mine_seen;
         CREATE TRIGGER mine_early AFTER INSERT ON note BEGIN UPDATE note SET body = body || '1' WHERE id = new.id; END;
         CREATE TRIGGER mine_late AFTER INSERT ON note BEGIN UPDATE note SET body = body || '2' WHERE id = new.id; END;
         CREATE TRIGGER mine_instead INSTEAD OF DELETE ON mine_seen BEGIN DELETE FROM note WHERE id = old.id; END"
    );
    connection
        .execute_batch("DELETE FROM mine_seen WHERE body = 'done'")
        .unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM mine_again"), 1);
}

/// A view that has to go takes its triggers along, whether they speak of the table or not.
#[test]
fn what_is_on_a_view_that_goes_is_carried_too() {
    kept!(
        indexed,
        "CREATE TABLE log (id);
         CREATE VIEW mine_seen AS SELECT id FROM note;
         CREATE VIEW mine_count AS SELECT count(*) FROM MINE_SEEN;
         CREATE TRIGGER mine_note INSTEAD OF INSERT ON mine_seen BEGIN INSERT INTO log VALUES (new.id); END;
         CREATE TRIGGER mine_fall AFTER INSERT ON log BEGIN SELECT * FROM mine_count; END"
    );
}

/// A view of the schema is made again where it is in the way of a rename or a rebuild.
#[test]
fn triggers_on_declared_views_stay() {
    let trigger = "CREATE TRIGGER mine INSTEAD OF INSERT ON BODIES BEGIN SELECT 1; END";
    kept!(indexed, trigger);
}
