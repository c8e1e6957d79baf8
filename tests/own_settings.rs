//! What the caller has set on the connection does not change what a run does.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{
    __private::engine,
    Error, Schema, Warning,
    rusqlite::{
        Connection,
        config::DbConfig,
        hooks::{AuthAction, AuthContext, Authorization},
    },
    schema,
};
use schema_core::model::Action;
use support::{Folder, number};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:2c31dd2dd6c271a1";
            /// No price is negative, but for those that the statement forgets.
            version 2 { sql "UPDATE note SET price = 0 WHERE price < 0 AND text <> 'debt'"; }
        }

        table note as Note {
            text: String,
            price: i64 = 0 until 2,
            price: i64 = 0 since 2 check "price >= 0",
        }
        virtual table search using "fts5(text)";
    }
}

fn old(sql: &str) -> (Folder, Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    connection.execute_batch(sql).unwrap();
    (folder, connection)
}

/// Whoever has SQLite ignore conditions, as a repair tool does, would have rows in the file that it
/// refuses from then on.
#[test]
fn conditions_hold_although_the_caller_ignores_them() {
    let (folder, connection) = old("INSERT INTO note VALUES ('debt', -1)");
    connection
        .pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    let bytes = folder.snapshot();
    let error = notes::migrate(&connection).unwrap_err();
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
    assert_eq!(
        number(&connection, "PRAGMA ignore_check_constraints"),
        1,
        "the caller's setting"
    );
}

/// The schema, with a statement that no rehearsal has seen.
fn with(sql: &'static str) -> Schema {
    let mut schema = notes::SCHEMA.clone();
    let last = schema.versions.to_mut().last_mut().unwrap();
    last.actions.to_mut().push(Action::Sql(sql.into()));
    schema
}

fn refused(folder: &Folder, connection: &Connection, schema: &Schema) {
    let bytes = folder.snapshot();
    let error = engine::migrate(connection, schema).unwrap_err();
    assert!(matches!(error, Error::Step { .. }), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

/// With double-quoted strings a name that is mistyped is silently a string.
#[test]
fn a_name_that_is_nothing_is_no_string() {
    let (folder, connection) = old("INSERT INTO note VALUES ('one', 1)");
    let quoted = [
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
    ];
    for config in quoted {
        connection.set_db_config(config, true).unwrap();
    }
    let schema = with("UPDATE note SET text = \"txet\"");
    refused(&folder, &connection, &schema);
    for config in quoted {
        assert!(
            connection.db_config(config).unwrap(),
            "the caller's setting"
        );
    }
}

/// In these tables full-text indexes keep what they know, and SQLite believes it.
#[test]
fn tables_of_virtual_tables_are_not_written_to() {
    let (folder, connection) = old("INSERT INTO search VALUES ('one')");
    let defensive = DbConfig::SQLITE_DBCONFIG_DEFENSIVE;
    connection.set_db_config(defensive, false).unwrap();
    let schema = with("UPDATE search_content SET c0 = 'two'");
    refused(&folder, &connection, &schema);
    assert!(
        !connection.db_config(defensive).unwrap(),
        "the caller's setting"
    );
}

/// An authorizer lets a run turn a setting off and not on again: that one is told of, and no other stays
/// as the run had it.
#[test]
fn a_setting_that_stays_keeps_no_other_from_being_restored() {
    let (_folder, mut connection) = old("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON");
    connection
        .pragma_update(None, "ignore_check_constraints", true)
        .unwrap();
    let refuse = |context: AuthContext<'_>| match context.action {
        AuthAction::Pragma {
            pragma_name: "ignore_check_constraints",
            pragma_value: Some("1"),
        } => Authorization::Deny,
        _ => Authorization::Allow,
    };
    connection.authorizer(Some(refuse)).unwrap();
    let report = notes::migrate(&connection).unwrap();
    assert!(
        matches!(report.warnings.as_slice(), [Warning::Settings { .. }]),
        "{report}"
    );
    for pragma in ["foreign_keys", "recursive_triggers"] {
        let sql = format!("PRAGMA {pragma}");
        assert_eq!(number(&connection, &sql), 1, "{pragma}");
    }
}
