//! Columns of an own type, and of the types that rusqlite knows of other crates.

#![allow(clippy::unwrap_used, missing_docs)]

use std::net::IpAddr;

use rusqlite_schema::{
    Result,
    rusqlite::{
        self, Connection, ToSql,
        types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
    },
    schema,
};
use serde_json::json;

/// A type of the program's own: two traits, and it is a column's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Host(IpAddr);

impl ToSql for Host {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Host {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let address = value.as_str()?.parse();
        address
            .map(Self)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

schema! {
    /// What happened, where and when.
    schema events in "events.db" {
        history {
            /// Events.
            version 1 sealed "2:9485e44331550d46";
            /// Events have an identifier, and their details are read.
            version 2 { run identify; }
        }

        #[derive(Clone, Debug, PartialEq)]
        table event as Event {
            id: i64 primary key,
            host: Option<Host> as TEXT,
            details: String until 2,
            details: serde_json::Value as TEXT since 2,
            day: chrono::NaiveDate as TEXT,
            at: chrono::DateTime<chrono::Utc> as TEXT,
            noted: Option<jiff::Timestamp> as TEXT,
            identity: uuid::Uuid as BLOB since 2,
        }
    }
}

fn identify(step: &mut events::V1ToV2<'_>) -> Result<()> {
    step.change(|it: events::v1::Event| {
        let id = u128::try_from(it.id)?;
        Ok(events::v2::EventChanges {
            details: json!({ "text": it.details, "local": it.host == Some(Host([127, 0, 0, 1].into())) }),
            identity: uuid::Uuid::from_u128(id),
        })
    })
}

#[test]
fn rows_of_other_crates_types_move_come_and_go() {
    let connection = Connection::open_in_memory().unwrap();
    events::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "INSERT INTO event VALUES (7, '127.0.0.1', 'hello', '2026-02-03', '2026-02-03 04:05:06+00:00', '2026-02-03T04:05:06Z')",
        )
        .unwrap();
    events::migrate(&connection).unwrap();

    let read = || {
        let mut statement = connection.prepare(events::Event::SELECT).unwrap();
        let rows = statement.query_map([], events::Event::from_row).unwrap();
        rows.collect::<rusqlite::Result<Vec<_>>>().unwrap()
    };
    let first = read().pop().unwrap();
    assert_eq!(first.details, json!({ "text": "hello", "local": true }));
    assert_eq!(first.identity, uuid::Uuid::from_u128(7));
    assert_eq!(first.day.to_string(), "2026-02-03");
    assert_eq!(first.at.timestamp(), first.noted.unwrap().as_second());

    first.insert(&connection).unwrap();
    let second = read().pop().unwrap();
    assert_eq!(second, events::Event { id: 8, ..first });
}

#[test]
fn what_is_stored_is_what_the_documentation_says() {
    let connection = Connection::open_in_memory().unwrap();
    events::migrate(&connection).unwrap();
    let event = events::Event {
        id: 0,
        host: None,
        details: json!([1]),
        day: chrono::NaiveDate::from_ymd_opt(2026, 2, 3).unwrap(),
        at: chrono::DateTime::from_timestamp(0, 0).unwrap(),
        noted: Some(jiff::Timestamp::UNIX_EPOCH),
        identity: uuid::Uuid::nil(),
    };
    event.insert(&connection).unwrap();
    let stored = "SELECT details || ' ' || day || ' ' || at || ' ' || noted || ' ' || hex(identity) FROM event";
    let stored: String = connection.query_row(stored, [], |row| row.get(0)).unwrap();
    assert_eq!(
        stored,
        "[1] 2026-02-03 1970-01-01 00:00:00+00:00 1970-01-01T00:00:00Z 00000000000000000000000000000000"
    );
}
