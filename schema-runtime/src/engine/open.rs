//! Opening files, and closing those that are refused without a trace.

use std::path::Path;

use rusqlite::{Connection, config::DbConfig};

use crate::engine::{
    connection::{has_log, waiting},
    data::Program,
    error::{Error, Result},
    look::sight,
    migrate::{current, migrate_seen, migrate_with},
    newer,
    terms::{Options, Report, prepare},
};

/// Whether SQLite would make a database without a name of it, which goes when it is closed.
fn is_nameless(path: &Path) -> bool {
    let Some(uri) = path.to_str().map(|it| it.strip_prefix("file:")) else {
        return false;
    };
    let Some(uri) = uri else {
        return path.as_os_str().is_empty();
    };
    let (name, parameters) = uri.split_once('?').unwrap_or((uri, ""));
    let name = name.split('#').next().unwrap_or_default();
    let is_empty = name.is_empty() || name == "//" || name == "//localhost";
    is_empty && !parameters.contains("mode=memory") && !parameters.contains("vfs=")
}

/// Opens a file and brings it to the newest version.
///
/// # Errors
///
/// The file can't be opened, or an error of [`migrate`](super::migrate()).
pub fn open<'a>(program: impl Into<Program<'a>>, path: &Path) -> Result<Connection> {
    Ok(open_program(program.into(), path, &Options::default())?.0)
}

/// Opens a file and brings it to the newest version as `options` say.
///
/// # Errors
///
/// The file can't be opened, or an error of [`migrate_with`].
pub fn open_with<'a>(
    program: impl Into<Program<'a>>,
    path: &Path,
    options: &Options,
) -> Result<(Connection, Report)> {
    open_program(program.into(), path, options)
}

/// Does what [`open_with`] does. It is compiled here, and not in every program.
fn open_program(
    program: Program<'_>,
    path: &Path,
    options: &Options,
) -> Result<(Connection, Report)> {
    let file = || path.display().to_string();
    if is_nameless(path) {
        let source = rusqlite::Error::InvalidPath(path.to_owned());
        let file = match path.to_str() {
            Some("") => "the empty path".to_owned(),
            _ => file(),
        };
        return Err(Error::open(file, source));
    }
    let mut connection = Connection::open(path).map_err(|source| Error::open(file(), source))?;
    let prepared = waiting(&connection, || {
        prepare(&connection, options.prepare.as_ref())
    });
    let sight = prepared.and_then(|()| sight::sight(&connection, program.schema, options));
    if sight.as_ref().is_ok_and(|it| it.has_no_drift) {
        let report = current(&connection);
        return Ok((connection, report));
    }
    // A log that stands now is another program's. What a run that fails leaves in one is of no use.
    let had_log = has_log(&connection);
    let outcome = sight.and_then(|it| migrate_seen(&mut connection, program, options, it));
    let error = match outcome {
        Ok(report) => return Ok((connection, report)),
        Err(error) => error,
    };
    // Closing may copy a WAL that another program left into a file that was just refused.
    if had_log {
        let kept = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        tracing::debug!(?kept, "closing without a checkpoint");
    }
    if !matches!(error, Error::ReadersOnly { .. }) {
        return Err(error);
    }
    let opened = newer::open_to_read(path, options);
    let mut connection = opened.map_err(|source| Error::open(file(), source))?;
    let report = migrate_with(&mut connection, program, options)?;
    Ok((connection, report))
}
