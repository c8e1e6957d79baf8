//! With `schema!`.

use std::path::Path;

use rusqlite_schema::{Drift, Options, Report, rusqlite::Connection};

use crate::{
    History, Journal, Opened, Peer,
    hand::{connect, query},
    history::{app::app, people::people, readings::readings, samples::samples},
};

/// As a program has it that calls `open`, or `migrate` on its own connection.
pub struct Ours {
    /// What is done about drift when a current file is opened.
    pub drift: Drift,
}

impl Peer for Ours {
    fn name(&self) -> &'static str {
        match self.drift {
            Drift::Ignore => "`schema!`, `Drift::Ignore`",
            _ => "`schema!`",
        }
    }

    fn knows(&self, _: History) -> bool {
        true
    }

    fn first_version(&self, history: History, path: &Path) {
        let connection = Connection::open(path).unwrap();
        let created = match history {
            History::App => app::create_at(&connection, 1),
            History::Samples => samples::create_at(&connection, 1),
            History::Readings => readings::create_at(&connection, 1),
            History::People => people::create_at(&connection, 1),
        };
        created.unwrap();
    }

    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened {
        if journal == Journal::Wal {
            let mut connection = connect(path, journal);
            check(&self.migrate(history, &mut connection));
            return Box::new(connection);
        }
        Box::new(self.opened(history, path))
    }

    fn open_and_query(&self, history: History, path: &Path) -> Opened {
        let connection = self.opened(history, path);
        query(&connection, history);
        Box::new(connection)
    }

    fn in_memory(&self, history: History) -> Opened {
        let opened = match history {
            History::App => app::open_in_memory(),
            History::Samples => samples::open_in_memory(),
            History::Readings => readings::open_in_memory(),
            History::People => people::open_in_memory(),
        };
        Box::new(opened.unwrap())
    }
}

impl Ours {
    fn opened(&self, history: History, path: &Path) -> Connection {
        let options = Options::default().drift(self.drift);
        let opened = match history {
            History::App => app::open_with(path, &options),
            History::Samples => samples::open_with(path, &options),
            History::Readings => readings::open_with(path, &options),
            History::People => people::open_with(path, &options),
        };
        let (connection, report) = opened.unwrap();
        check(&report);
        connection
    }

    fn migrate(&self, history: History, connection: &mut Connection) -> Report {
        let options = Options::default().drift(self.drift);
        let report = match history {
            History::App => app::migrate_with(connection, &options),
            History::Samples => samples::migrate_with(connection, &options),
            History::Readings => readings::migrate_with(connection, &options),
            History::People => people::migrate_with(connection, &options),
        };
        report.unwrap()
    }
}

/// What was made by hand, or by us, has the shape that is declared.
fn check(report: &Report) {
    assert_eq!(report.warnings, []);
}
