//! The rows that belong to the schema: planted once, and never over somebody's own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::rusqlite::Connection;
use support::{Fixture, catalogue, live};
use wavestore::objects;

const IDENTITY: &str = "SELECT id || '|' || name || '|' || description || '|' || is_blank || '|' || \
                        created_at || '|' || updated_at FROM db_identity_bundles WHERE id = 'blank'";
const MEMORY: &str = "SELECT id || '|' || name || '|' || description || '|' || is_blank || '|' || \
                      created_at || '|' || updated_at || provider || model || instructions || \
                      context_files || mcp_servers || skills FROM db_memory_bundles WHERE id = 'blank'";

#[track_caller]
fn assert_planted(conn: &Connection) {
    let text = |sql| {
        conn.query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(
        text(IDENTITY),
        "blank|__blank__|No credentials — use ambient|1|0|0"
    );
    assert_eq!(
        text(MEMORY),
        "blank|__blank__|Vanilla CLI — no instructions, no context|1|0|0[][][]"
    );
}

#[test]
fn a_fresh_file_has_them() {
    let conn = Connection::open_in_memory().unwrap();
    objects::migrate(&conn).unwrap();
    assert_planted(&conn);
}

#[test]
fn every_version_has_them() {
    for version in 1..=4 {
        let conn = Connection::open_in_memory().unwrap();
        objects::create_at(&conn, version).unwrap();
        assert_planted(&conn);
        objects::migrate(&conn).unwrap();
        assert_planted(&conn);
        assert_eq!(
            live::number(&conn, "SELECT count(*) FROM db_identity_bundles"),
            1
        );
    }
}

#[test]
fn an_adopted_file_gets_them() {
    for tables in [
        catalogue::legacy(),
        catalogue::older_still(),
        catalogue::objects(4),
    ] {
        let file = Fixture::with(objects::FILE, &tables);
        let conn = file.connect();
        objects::migrate(&conn).unwrap();
        assert_planted(&conn);
    }
}

#[test]
fn a_row_with_the_key_stays_as_it_is() {
    let file = Fixture::with(objects::FILE, &catalogue::older_still());
    let conn = file.connect();
    let sql = "INSERT INTO db_identities (id, name, description) VALUES ('blank', 'Leer', 'mine');
               INSERT INTO db_memories (id, name, description) VALUES ('blank', '__blank__', 'mine');";
    conn.execute_batch(sql).unwrap();
    let report = objects::migrate(&conn).unwrap();
    assert!(report.warnings.is_empty(), "{report}");
    for (table, name) in [
        ("db_identity_bundles", "Leer"),
        ("db_memory_bundles", "__blank__"),
    ] {
        let sql = format!(
            "SELECT count(*) FROM {table} WHERE id = 'blank' AND name = '{name}' AND description = 'mine' \
             AND is_blank = 0"
        );
        assert_eq!(live::number(&conn, &sql), 1, "{table}");
    }
}

#[test]
fn a_row_that_took_the_name_stays_with_a_warning() {
    let file = Fixture::with(objects::FILE, &catalogue::legacy());
    let conn = file.connect();
    let sql = "INSERT INTO db_identity_bundles (id, name, description) VALUES ('mine', '__blank__', 'mine')";
    conn.execute_batch(sql).unwrap();
    let report = objects::migrate(&conn).unwrap();
    assert_eq!(report.warnings.len(), 1, "{report}");
    assert!(
        report.warnings[0]
            .to_string()
            .contains("db_identity_bundles"),
        "{report}"
    );
    let sql = "SELECT count(*) FROM db_identity_bundles WHERE name = '__blank__' AND id = 'mine'";
    assert_eq!(live::number(&conn, sql), 1);
    let sql = "SELECT count(*) FROM db_identity_bundles WHERE id = 'blank'";
    assert_eq!(live::number(&conn, sql), 0);
}

#[test]
fn a_seed_that_was_deleted_stays_deleted_in_a_current_file() {
    let conn = Connection::open_in_memory().unwrap();
    objects::migrate(&conn).unwrap();
    conn.execute_batch("DELETE FROM db_memory_bundles").unwrap();
    objects::migrate(&conn).unwrap();
    assert_eq!(
        live::number(&conn, "SELECT count(*) FROM db_memory_bundles"),
        0
    );
}
