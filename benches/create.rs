//! Creating a fresh file and a database in memory, beside the statements of the same history by hand.
//!
//! `cargo bench --bench create`, or `TMPDIR=/dev/shm cargo bench --bench create` for a disk that costs nothing

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "support/clock.rs"]
mod clock;
#[path = "create/declaration.rs"]
mod declaration;

use std::{fs, path::Path};

use declaration::store;
use rusqlite_schema::rusqlite::{Connection, Result, Transaction};
use schema_runtime::plan::{Step, creation, plan};

use clock::{Way, measure};

const ROUNDS: usize = 300;

/// The statements of every version, as a list of migrations has them.
fn migrations() -> Vec<String> {
    let schema = &store::SCHEMA;
    let batch = |steps: &[Step]| {
        let statements: Vec<_> = steps.iter().map(|it| format!("{it};\n")).collect();
        statements.concat()
    };
    let mut all = vec![batch(&creation(&schema.shape(1)).steps)];
    all.extend((2..=store::VERSION).map(|version| {
        let stages = plan(schema, version - 1, version).stages;
        stages.iter().map(|it| batch(&it.steps)).collect()
    }));
    all
}

/// What `rusqlite_migration` does: every version's batch in one transaction, and one stamp.
fn migrate(connection: &mut Connection, migrations: &[String]) -> Result<()> {
    let sql = "PRAGMA user_version";
    let version: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    assert_eq!(version, 0);
    let transaction: Transaction<'_> = connection.transaction()?;
    for migration in migrations {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", store::VERSION)?;
    transaction.commit()
}

/// What a program asks first.
fn first_query(connection: &Connection) {
    let sql = "SELECT count(*) FROM agent";
    let count: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 0);
}

fn connect(path: &Path, mode: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    if mode == "wal" {
        connection
            .pragma_update(None, "journal_mode", mode)
            .unwrap();
    }
    connection
}

fn files<'a>(mode: &'a str, migrations: &'a [String], newest: &'a [String]) -> Vec<Way<'a>> {
    let by_hand = |migrations: &'a [String]| {
        move |path: &Path| {
            let mut connection = connect(path, mode);
            migrate(&mut connection, migrations).unwrap();
            first_query(&connection);
        }
    };
    vec![
        (
            "eleven batches in one transaction",
            Box::new(by_hand(migrations)),
        ),
        ("the newest shape alone, by hand", Box::new(by_hand(newest))),
        (
            "ours",
            Box::new(move |path| {
                let connection = connect(path, mode);
                store::migrate(&connection).unwrap();
                first_query(&connection);
            }),
        ),
    ]
}

fn in_memory(newest: &[String]) -> Vec<Way<'_>> {
    vec![
        (
            "executing the DDL",
            Box::new(|_| {
                let mut connection = Connection::open_in_memory().unwrap();
                migrate(&mut connection, newest).unwrap();
                first_query(&connection);
            }),
        ),
        (
            "ours, `migrate`",
            Box::new(|_| {
                let connection = Connection::open_in_memory().unwrap();
                store::migrate(&connection).unwrap();
                first_query(&connection);
            }),
        ),
        (
            "ours, `open_in_memory`",
            Box::new(|_| first_query(&store::open_in_memory().unwrap())),
        ),
    ]
}

fn main() {
    let folder = std::env::temp_dir().join(format!("create-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let fresh = || {
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
        folder.join("store.db")
    };
    let (migrations, newest) = (migrations(), vec![store::DDL.to_owned()]);
    measure("in memory", ROUNDS, &in_memory(&newest), fresh);
    for mode in ["delete", "wal"] {
        let title = format!("a fresh file, journal mode `{mode}`");
        measure(&title, ROUNDS, &files(mode, &migrations, &newest), fresh);
    }
    fs::remove_dir_all(&folder).unwrap();
}
