//! `diesel_migrations`: scripts, and a ledger; each in a transaction of its own.

use std::{fmt, path::Path};

use diesel::{
    Connection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::{BoxableConnection, SimpleConnection},
    migration::{
        Migration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion, Result,
    },
    sql_query, sql_types,
    sqlite::Sqlite,
};
use diesel_migrations::MigrationHarness;
use peers_common::{History, Journal, Opened, Peer};

pub struct DieselMigrations;

impl Peer for DieselMigrations {
    fn name(&self) -> &'static str {
        "diesel_migrations"
    }

    fn knows(&self, history: History) -> bool {
        history != History::People
    }

    fn first_version(&self, history: History, path: &Path) {
        let mut connection = connect(path, Journal::Rollback);
        let source = Scripts(&history.scripts()[..1]);
        connection.run_pending_migrations(source).unwrap();
    }

    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened {
        Box::new(bring(connect(path, journal), history))
    }

    fn open_and_query(&self, history: History, path: &Path) -> Opened {
        let mut connection = bring(connect(path, Journal::Rollback), history);
        let sql = history
            .first_query()
            .replace("count(*)", "count(*) AS count");
        let count: Count = sql_query(sql).get_result(&mut connection).unwrap();
        assert!(count.count >= 0);
        Box::new(connection)
    }

    fn in_memory(&self, history: History) -> Opened {
        Box::new(bring(
            SqliteConnection::establish(":memory:").unwrap(),
            history,
        ))
    }
}

fn connect(path: &Path, journal: Journal) -> SqliteConnection {
    let mut connection = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    if journal == Journal::Wal {
        connection
            .batch_execute("PRAGMA journal_mode = WAL")
            .unwrap();
    }
    connection
}

fn bring(mut connection: SqliteConnection, history: History) -> SqliteConnection {
    let source = Scripts(history.scripts());
    connection.run_pending_migrations(source).unwrap();
    connection
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

/// What `embed_migrations!` makes of a folder.
struct Scripts(&'static [&'static str]);

impl MigrationSource<Sqlite> for Scripts {
    fn migrations(&self) -> Result<Vec<Box<dyn Migration<Sqlite>>>> {
        let scripts = self.0.iter().enumerate();
        let boxed = scripts.map(|(at, sql)| {
            let name = Name(NUMBERS[at]);
            Box::new(Script { name, sql }) as Box<dyn Migration<Sqlite>>
        });
        Ok(boxed.collect())
    }
}

const NUMBERS: [&str; 12] = [
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12",
];

struct Script {
    name: Name,
    sql: &'static str,
}

struct Name(&'static str);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl MigrationName for Name {
    fn version(&self) -> MigrationVersion<'_> {
        self.0.into()
    }
}

struct Always;

impl MigrationMetadata for Always {}

impl Migration<Sqlite> for Script {
    fn run(&self, connection: &mut dyn BoxableConnection<Sqlite>) -> Result<()> {
        Ok(connection.batch_execute(self.sql)?)
    }

    fn revert(&self, _: &mut dyn BoxableConnection<Sqlite>) -> Result<()> {
        Ok(())
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        &Always
    }

    fn name(&self) -> &dyn MigrationName {
        &self.name
    }
}
