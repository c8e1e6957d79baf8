//! `rusqlite_migration`: scripts, and `user_version`.

use std::{collections::HashMap, path::Path};

use peers_common::{
    History, Journal, Opened, Peer,
    hand::{connect, query},
    history::people,
    rusqlite::Connection,
};
use rusqlite_migration::{M, Migrations};

/// Has its lists made beforehand, as a program's constants are.
pub struct RusqliteMigration(HashMap<History, Migrations<'static>>);

impl Default for RusqliteMigration {
    fn default() -> Self {
        Self(History::ALL.map(|it| (it, migrations(it))).into())
    }
}

impl Peer for RusqliteMigration {
    fn name(&self) -> &'static str {
        "rusqlite_migration"
    }

    fn knows(&self, _: History) -> bool {
        true
    }

    fn first_version(&self, history: History, path: &Path) {
        let mut connection = Connection::open(path).unwrap();
        self.0[&history].to_version(&mut connection, 1).unwrap();
    }

    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened {
        Box::new(self.bring(connect(path, journal), history))
    }

    fn open_and_query(&self, history: History, path: &Path) -> Opened {
        let connection = self.bring(connect(path, Journal::Rollback), history);
        query(&connection, history);
        Box::new(connection)
    }

    fn in_memory(&self, history: History) -> Opened {
        Box::new(self.bring(Connection::open_in_memory().unwrap(), history))
    }
}

impl RusqliteMigration {
    /// As its documentation recommends for rebuilds: foreign keys are off meanwhile.
    fn bring(&self, mut connection: Connection, history: History) -> Connection {
        if history == History::Readings {
            let off = connection.pragma_update(None, "foreign_keys", false);
            off.unwrap();
        }
        self.0[&history].to_latest(&mut connection).unwrap();
        connection
    }
}

fn migrations(history: History) -> Migrations<'static> {
    let scripts = history.scripts().iter();
    let steps = scripts.enumerate().map(|(at, script)| {
        if history == History::People && at == 1 {
            M::up_with_hook(
                script,
                |transaction: &peers_common::rusqlite::Transaction<'_>| {
                    people::move_rows(transaction)?;
                    Ok(())
                },
            )
        } else {
            M::up(script)
        }
    });
    Migrations::new(steps.collect())
}
