//! `sqlx`: scripts, and a ledger; each in a transaction of its own, and SQLite on a thread of its own.

use std::{collections::HashMap, path::Path};

use peers_common::{History, Journal, Opened, Peer};
use sqlx::{
    ConnectOptions, Connection, SqlSafeStr, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
    query_scalar,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};
use tokio::runtime::{Builder, Runtime};

/// Has its lists made beforehand, as `migrate!` does.
pub struct Sqlx {
    runtime: Runtime,
    migrators: HashMap<History, Migrator>,
}

impl Default for Sqlx {
    fn default() -> Self {
        Self {
            runtime: Builder::new_current_thread().build().unwrap(),
            migrators: History::ALL.map(|it| (it, migrator(it))).into(),
        }
    }
}

impl Peer for Sqlx {
    fn name(&self) -> &'static str {
        "sqlx"
    }

    fn knows(&self, history: History) -> bool {
        history != History::People
    }

    fn first_version(&self, history: History, path: &Path) {
        let first = async {
            let mut connection = options(path, Journal::Rollback).connect().await.unwrap();
            let migrator = &self.migrators[&history];
            migrator.run_to(1, &mut connection).await.unwrap();
            connection.close().await.unwrap();
        };
        self.runtime.block_on(first);
    }

    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened {
        Box::new(self.bring(&options(path, journal), history))
    }

    fn open_and_query(&self, history: History, path: &Path) -> Opened {
        let mut connection = self.bring(&options(path, Journal::Rollback), history);
        let count = query_scalar::<_, i64>(history.first_query());
        let count = self.runtime.block_on(count.fetch_one(&mut connection));
        assert!(count.unwrap() >= 0);
        Box::new(connection)
    }

    fn in_memory(&self, history: History) -> Opened {
        let options: SqliteConnectOptions = "sqlite::memory:".parse().unwrap();
        Box::new(self.bring(&options, history))
    }
}

impl Sqlx {
    fn bring(&self, options: &SqliteConnectOptions, history: History) -> SqliteConnection {
        self.runtime.block_on(async {
            let mut connection = options.connect().await.unwrap();
            let migrator = &self.migrators[&history];
            migrator.run(&mut connection).await.unwrap();
            connection
        })
    }
}

fn options(path: &Path, journal: Journal) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new();
    let options = options.filename(path).create_if_missing(true);
    match journal {
        Journal::Rollback => options,
        Journal::Wal => options.journal_mode(SqliteJournalMode::Wal),
    }
}

fn migrator(history: History) -> Migrator {
    let scripts = history.scripts().iter().zip(1..);
    let migrations = scripts.map(|(sql, version)| {
        let kind = MigrationType::Simple;
        Migration::new(version, "version".into(), kind, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}
