//! The same schemas and the same rows for everybody.

pub mod app;
pub mod people;
pub mod readings;
pub mod samples;

use rusqlite_schema::rusqlite::Connection;

/// A schema with its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum History {
    /// 19 tables, 11 versions, in place.
    App,
    /// One `STRICT` table, and versions that add columns.
    Samples,
    /// One table that is rebuilt twice.
    Readings,
    /// One table whose rows go through Rust.
    People,
}

impl History {
    pub const ALL: [Self; 4] = [Self::App, Self::Samples, Self::Readings, Self::People];

    /// The script of each version; only `People` needs more than its scripts.
    #[must_use]
    pub fn scripts(self) -> &'static [&'static str] {
        match self {
            Self::App => &app::SCRIPTS,
            Self::Samples => &samples::SCRIPTS,
            Self::Readings => &readings::SCRIPTS,
            Self::People => &people::SCRIPTS,
        }
    }

    /// The newest version in SQL, which a person would keep for tests.
    #[must_use]
    pub fn ddl(self) -> &'static str {
        match self {
            Self::App => app::app::DDL,
            Self::Samples => samples::samples::DDL,
            Self::Readings => readings::readings::DDL,
            Self::People => people::people::DDL,
        }
    }

    /// A query that a program might begin with, and that costs next to nothing.
    #[must_use]
    pub fn first_query(self) -> &'static str {
        match self {
            Self::App => "SELECT count(*) FROM setting",
            Self::Samples => "SELECT count(*) FROM sample",
            Self::Readings => "SELECT count(*) FROM reading",
            Self::People => "SELECT count(*) FROM person",
        }
    }

    /// Fills a file that has the first version.
    pub fn fill(self, connection: &Connection, rows: i64) {
        let scripts = match self {
            Self::App => app::ROWS,
            Self::Samples => samples::ROWS,
            Self::Readings => readings::ROWS,
            Self::People => people::ROWS,
        };
        connection.execute_batch("BEGIN").unwrap();
        for sql in scripts {
            connection.execute(sql, [rows]).unwrap();
        }
        connection.execute_batch("COMMIT").unwrap();
    }
}
