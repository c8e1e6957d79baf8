//! A SQLite that is older than the one of the rehearsal.

use rusqlite::Connection;

use super::{
    World,
    world::{Declare, sql, table},
};
use crate::engine::{error::Error, migrate::migrate};
use schema_core::model::Schema;

/// A schema whose second version needs what this SQLite lacks.
fn news(rehearsed_on: Option<i32>) -> Schema {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["id INTEGER"])],
        actions: vec![sql(2, "UPDATE note SET id = a_function_of_the_future(id)")],
        ..World::default()
    };
    Schema {
        rehearsed_on,
        ..world.schema()
    }
}

/// What a file of the first version meets.
fn upgrade(schema: &Schema, rows: &str) -> Error {
    let connection = Connection::open_in_memory().unwrap();
    super::super::super::create_at(&connection, schema, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    migrate(&connection, schema).unwrap_err()
}

#[test]
fn what_an_older_library_does_not_know_says_so() {
    let error = upgrade(&news(Some(3_999_001)), "");
    let Error::OlderSqlite { running, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(*running, rusqlite::version_number());
    let text = error.to_string();
    assert!(text.contains("rehearsed on 3.999.1"), "{text}");
    assert!(text.contains("a_function_of_the_future"), "{text}");
}

#[test]
fn the_same_library_is_not_to_blame() {
    for rehearsed_on in [None, Some(rusqlite::version_number()), Some(3_000_000)] {
        let error = upgrade(&news(rehearsed_on), "");
        assert!(matches!(error, Error::Step { .. }), "{error}");
    }
}

#[test]
fn rows_are_not_the_librarys_fault() {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["id INTEGER"]).check(2, "id > 0")],
        ..World::default()
    };
    let schema = Schema {
        rehearsed_on: Some(3_999_001),
        ..world.schema()
    };
    let error = upgrade(&schema, "INSERT INTO note VALUES (-1)");
    assert!(matches!(error, Error::Step { .. }), "{error}");
}

#[test]
fn an_older_library_that_has_what_is_needed_goes_on() {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["id INTEGER"]).check(2, "id > 0")],
        ..World::default()
    };
    let schema = Schema {
        rehearsed_on: Some(3_999_001),
        ..world.schema()
    };
    migrate(&Connection::open_in_memory().unwrap(), &schema).unwrap();
}
