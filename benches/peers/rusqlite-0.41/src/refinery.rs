//! `refinery`: scripts, and a ledger; each in a transaction of its own, as it does by default.

use std::{collections::HashMap, path::Path};

use peers_common::{
    History, Journal, Opened, Peer,
    hand::{connect, query},
    rusqlite::Connection,
};
use refinery::{Migration, Runner, Target};

/// Has its lists made beforehand, as `embed_migrations!` does.
pub struct Refinery(HashMap<History, Vec<Migration>>);

impl Default for Refinery {
    fn default() -> Self {
        Self(History::ALL.map(|it| (it, migrations(it))).into())
    }
}

impl Peer for Refinery {
    fn name(&self) -> &'static str {
        "refinery"
    }

    fn knows(&self, history: History) -> bool {
        history != History::People
    }

    fn first_version(&self, history: History, path: &Path) {
        let mut connection = Connection::open(path).unwrap();
        let runner = Runner::new(&self.0[&history]).set_target(Target::Version(1));
        runner.run(&mut connection).unwrap();
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

impl Refinery {
    fn bring(&self, mut connection: Connection, history: History) -> Connection {
        let runner = Runner::new(&self.0[&history]);
        runner.run(&mut connection).unwrap();
        connection
    }
}

fn migrations(history: History) -> Vec<Migration> {
    let scripts = history.scripts().iter().enumerate();
    let migration = scripts.map(|(at, sql)| {
        let name = format!("V{}__version", at + 1);
        Migration::unapplied(&name, sql).unwrap()
    });
    migration.collect()
}
