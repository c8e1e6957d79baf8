//! What counts as a loss.

use rusqlite::Connection;

use super::{
    super::{guard::Moved, rows},
    World, accepted, refused,
    world::{Declare, sql, table},
};
use crate::engine::error::{Error, RehearsalError, Rehearsed};
use schema_core::plan::{self, Stage};

fn notes() -> World {
    World {
        versions: 2,
        tables: vec![
            table("note", 1, &["id INTEGER", "body TEXT"])
                .key("id")
                .check(2, "id > 0"),
        ],
        ..World::default()
    }
}

/// Does `harm` to rows between the two versions of a table that is rebuilt.
fn after(harm: &str) -> Rehearsed<()> {
    let schema = notes().schema();
    let connection = Connection::open_in_memory().unwrap();
    let stage: Stage = plan::plan(&schema, 1, 2).stages.pop().unwrap();
    let creation = plan::creation(&stage.before);
    for step in &creation.steps {
        connection.execute_batch(&step.to_string()).unwrap();
    }
    connection
        .execute_batch("INSERT INTO note VALUES (1, 'one'), (2, NULL)")
        .unwrap();
    let before = rows::before(&connection, &stage).unwrap();
    connection.execute_batch(harm).unwrap();
    rows::check(&connection, &stage, &before, &Moved::default())
}

#[test]
fn rows_that_stay_are_no_loss() {
    after("").unwrap();
    after("INSERT INTO note VALUES (3, 'one')").unwrap();
}

#[test]
fn a_row_that_goes_is_a_loss() {
    let error = after("DELETE FROM note WHERE id = 2").unwrap_err();
    assert!(
        matches!(error, RehearsalError::RowsLost { version: 2, .. }),
        "{error}"
    );
}

#[test]
fn a_value_that_changes_is_a_loss_although_no_row_goes() {
    let error = after("UPDATE note SET body = 'two' WHERE id = 2").unwrap_err();
    assert!(
        error.to_string().contains("`note.body` would change"),
        "{error}"
    );
}

#[test]
fn a_value_of_another_storage_class_is_another_value() {
    after("UPDATE note SET body = CAST('one' AS BLOB) WHERE id = 1").unwrap_err();
}

#[test]
fn a_sql_may_do_what_it_says_it_does() {
    for text in [
        "DELETE FROM note WHERE id = 1",
        "UPDATE note SET body = 'x'",
        "INSERT OR REPLACE INTO note (id, body) VALUES (1, 'x')",
        "REPLACE INTO note (id) VALUES (1)",
        "UPDATE OR REPLACE note SET id = 1",
        "INSERT INTO note (id, body) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET body = 'x'",
    ] {
        let actions = vec![sql(2, text)];
        accepted(&World { actions, ..notes() });
    }
}

#[test]
fn a_sql_may_not_end_the_transaction_nor_change_settings() {
    for text in [
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT a",
        "PRAGMA foreign_keys = ON",
        "ATTACH ':memory:' AS other",
    ] {
        let actions = vec![sql(2, text)];
        let refused = refused(&World { actions, ..notes() });
        let RehearsalError::Run(Error::Step { source, .. }) = &*refused.error else {
            panic!("{text}: {}", refused.error);
        };
        assert!(source.to_string().contains("not authorized"), "{source}");
    }
}
