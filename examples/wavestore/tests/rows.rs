//! The generated rows, at work.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::rusqlite::Connection;
use support::live;
use wavestore::{
    SagaState, objects,
    objects::{Otype, WaveObject},
    sagas::{self, Saga},
};

#[test]
fn an_own_type_is_stored_as_text() {
    let conn = Connection::open_in_memory().unwrap();
    sagas::migrate(&conn).unwrap();
    for state in [
        SagaState::Running,
        SagaState::Compensating,
        SagaState::Other("done".to_owned()),
    ] {
        let saga = Saga {
            saga_id: 0,
            name: "move ✦".to_owned(),
            state: state.clone(),
            started_at: 1,
            terminal_at: None,
            failure_reason: None,
            input_json: "{}".to_owned(),
        };
        saga.insert(&conn).unwrap();
        let last = conn.last_insert_rowid();
        let sql = format!("{} WHERE saga_id = {last}", Saga::SELECT);
        let read = conn.query_row(&sql, [], Saga::from_row).unwrap();
        assert_eq!(
            (read.saga_id, read.state, read.name),
            (last, state, saga.name)
        );
    }
    assert_eq!(
        live::number(&conn, "SELECT count(*) FROM saga WHERE state = 'running'"),
        1
    );
}

#[test]
fn a_template_has_one_row_type_for_all_its_tables() {
    let conn = Connection::open_in_memory().unwrap();
    objects::migrate(&conn).unwrap();
    for otype in Otype::ALL {
        let object = WaveObject {
            oid: "o".to_owned(),
            version: 3,
            data: "{}".to_owned(),
        };
        object.insert(*otype, &conn).unwrap();
        let read = conn
            .query_row(WaveObject::select(*otype), [], WaveObject::from_row)
            .unwrap();
        assert_eq!(
            (read.oid, read.version, read.data),
            (object.oid, 3, object.data)
        );
        let sql = format!("SELECT count(*) FROM {}", otype.table_name());
        assert_eq!(live::number(&conn, &sql), 1);
        assert_eq!(otype.as_str().parse::<Otype>().unwrap(), *otype);
    }
}
