//! What is made to fail: the engine, or its statements without a transaction.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};
use rusqlite_schema::{Drift, Error, Options, Remedy};

use crate::{
    scenario::{Place, Result, Scenario},
    store::store,
};

/// Who brings a file to the newest version.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The engine.
    Engine,
    /// The engine's statements, each in a transaction of its own: what must not pass.
    Control(Vec<String>),
}

/// The words that begin a statement which writes.
const WRITING: [&str; 6] = ["CREATE", "DROP", "ALTER", "INSERT", "UPDATE", "DELETE"];

impl Subject {
    /// The statements that write in a run of the engine, in their order.
    ///
    /// # Errors
    ///
    /// The run fails.
    pub fn control(scenario: &Scenario) -> Result<Self> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        let mut connection = Connection::open(place.file())?;
        let statements = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&statements);
        let listen = move |event: TraceEvent<'_>| {
            if let TraceEvent::Stmt(statement, sql) = event
                && writes(sql)
            {
                let sql = statement.expanded_sql().unwrap_or_default();
                let mut all = heard.lock().unwrap_or_else(PoisonError::into_inner);
                all.push(sql);
            }
        };
        connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(listen))?;
        bring(&mut connection)?;
        let all = statements.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Self::Control(all.clone()))
    }

    /// Brings the file of a connection to the newest version, or fails.
    ///
    /// # Errors
    ///
    /// What the engine or SQLite says.
    pub fn work(&self, connection: &mut Connection) -> Result<()> {
        match self {
            Self::Engine => Ok(bring(connection)?),
            Self::Control(statements) => {
                connection.execute_batch("PRAGMA foreign_keys = OFF")?;
                for sql in statements {
                    connection.execute_batch(sql)?;
                }
                Ok(connection.execute_batch("PRAGMA foreign_keys = ON")?)
            }
        }
    }
}

/// Brings a file to the newest version, and a current one to its declaration, by what the error says
/// that helps.
///
/// # Errors
///
/// What the engine says.
pub fn bring(connection: &mut Connection) -> rusqlite_schema::Result<()> {
    let options = Options::default().drift(Drift::Repair);
    match store::migrate_with(connection, &options) {
        Err(Error::Drift {
            remedy: Remedy::Reshape,
            ..
        }) => store::migrate_with(connection, &options.reshape()).map(drop),
        outcome => outcome.map(drop),
    }
}

/// Whether a statement is one that writes; those that SQLite runs within others begin with `--`.
fn writes(sql: &str) -> bool {
    let sql = sql.trim_start();
    let sets = sql.starts_with("PRAGMA main.") && sql.contains(" = ");
    sets || WRITING.iter().any(|word| sql.starts_with(word))
}
