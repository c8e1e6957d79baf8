//! What somebody does to a file who means no good, or knows no better.

use std::path::Path;

use rusqlite_schema::rusqlite::{
    Connection,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};

use super::scene::Result;

/// Writes pieces into a file: two bytes for where, one for how many, and then those.
pub(super) fn patched(base: &[u8], rest: &[u8]) -> Vec<u8> {
    let mut bytes = base.to_vec();
    let mut rest = rest;
    while let [high, low, count, behind @ ..] = rest {
        let at = usize::from(u16::from_be_bytes([*high, *low]));
        let (piece, next) = behind.split_at(usize::from(*count % 32).min(behind.len()));
        let places = bytes.iter_mut().skip(at);
        places.zip(piece).for_each(|(place, new)| *place = *new);
        rest = next;
    }
    bytes
}

/// Runs SQL, each statement as far as it goes; a schema may be written to as if it were a table.
pub(super) fn run(file: &Path, sql: &[u8]) -> Result<()> {
    let mut connection = Connection::open(file)?;
    connection.execute_batch("PRAGMA synchronous = OFF")?;
    for (config, is_on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false),
    ] {
        connection.set_db_config(config, is_on)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 50_000)?;
    tame(&mut connection)?;
    let sql = String::from_utf8_lossy(sql);
    for statement in sql.split_inclusive(';') {
        // What is not understood is passed over.
        let outcome = connection.execute_batch(statement);
        drop(outcome);
    }
    Ok(())
}

/// Keeps SQL to its file, and from going on for ever.
fn tame(connection: &mut Connection) -> Result<()> {
    let mut asked = 0;
    let is_enough = move || {
        asked += 1;
        asked > 1000
    };
    let stay_here = |it: AuthContext<'_>| match it.action {
        AuthAction::Attach { .. } => Authorization::Deny,
        AuthAction::Pragma { pragma_name, .. } if is_elsewhere(pragma_name) => Authorization::Deny,
        _ => Authorization::Allow,
    };
    connection.progress_handler(1000, Some(is_enough))?;
    connection.authorizer(Some(stay_here))?;
    Ok(())
}

/// Whether a pragma is about other folders, or has SQLite keep a file to itself.
fn is_elsewhere(pragma: &str) -> bool {
    let names = [
        "temp_store_directory",
        "data_store_directory",
        "locking_mode",
    ];
    names.iter().any(|it| pragma.eq_ignore_ascii_case(it))
}
