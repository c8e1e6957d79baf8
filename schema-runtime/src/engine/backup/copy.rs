//! A copy of the file before it is changed.
//!
//! The run has the lock and has written nothing yet, so another connection reads the file as it is.
//! Its pages are copied as they are: unlike with `VACUUM INTO`, rowids stay, and no function of the
//! application is called.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup as Copying, StepResult},
};

use super::{abandoned, prune::prune};
use crate::engine::{
    ask,
    connection::{file_name, refused},
    error::{Error, Held, Result},
    place::Place,
    terms::{Backup, Occasion, Prepare, open_prepared},
};

/// The copy that a run has made of its file. Dropped, it goes: then nothing was changed.
#[derive(Debug)]
pub(crate) struct Copied {
    path: PathBuf,
    stays: bool,
}

impl Copied {
    /// Copies the file. A database in memory has none.
    pub(crate) fn of(
        connection: &Connection,
        backup: &Backup,
        prepare: Option<&Prepare>,
        from: i64,
        to: i64,
    ) -> Result<Option<Self>> {
        let file = match Place::of(connection) {
            Place::Memory => return Ok(None),
            Place::File(path) => path,
            Place::Untold(file) => return Err(Error::UnknownPath { file }),
        };
        let now = "SELECT strftime('%Y%m%dT%H%M%SZ', 'now')";
        let at = ask::text(connection, now, &[]);
        let at = at.map_err(refused(connection))?;
        let occasion = Occasion { file, from, to, at };
        let to = backup.name(&occasion);
        let file = file_name(connection);
        if let Err(source) = copy(&occasion.file, &to, prepare) {
            let source = cause(connection, source);
            let backup = to;
            return Err(Error::Backup {
                file,
                backup,
                source,
            });
        }
        tracing::info!(%file, backup = %to.display(), "backed up");
        Ok(Some(Self {
            path: to,
            stays: false,
        }))
    }

    /// Lets the copy stay, after a run that has committed, and removes those of former runs if the
    /// caller wants only so many.
    pub(crate) fn keep(mut self, connection: &Connection, kept: Option<usize>) -> PathBuf {
        self.stays = true;
        let place = Place::of(connection);
        if let (Some(file), Some(count)) = (place.path(), kept)
            && let Err(error) = prune(file, &self.path, count)
        {
            // The file is new all the same.
            tracing::warn!(file = %place, %error, "old backups were left");
        }
        self.path.clone()
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        if self.stays {
            return;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            let backup = self.path.display();
            tracing::warn!(%error, %backup, "a backup without use was left");
        }
    }
}

/// A reason for which there is no copy.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Why the file could not be copied, where the lock that is in the way may be the connection's own.
fn cause(connection: &Connection, failure: Failure) -> Failure {
    let said = failure.downcast_ref::<rusqlite::Error>();
    let is_busy =
        said.and_then(rusqlite::Error::sqlite_error_code) == Some(ErrorCode::DatabaseBusy);
    if !is_busy && !failure.is::<Held>() {
        return failure;
    }
    match ask::text(connection, "PRAGMA main.locking_mode", &[]) {
        Ok(mode) if mode.eq_ignore_ascii_case("exclusive") => Held::ByThis.into(),
        _ => Held::ByAnother.into(),
    }
}

/// Copies a database to a file that must not be there. It appears under its name when it is whole.
fn copy(file: &Path, to: &Path, prepare: Option<&Prepare>) -> std::result::Result<(), Failure> {
    if to.try_exists()? {
        return Err(Box::new(already_exists()));
    }
    if let Err(error) = abandoned::sweep(file, to) {
        tracing::warn!(%error, "unfinished copies of former runs were left");
    }
    let partial = abandoned::partial(to);
    abandoned::remove(&partial);
    let copied = copy_pages(file, &partial, prepare).and_then(|()| Ok(publish(&partial, to)?));
    abandoned::remove(&partial);
    copied.and_then(|()| Ok(settle(to)?))
}

/// Waits until the disk has the name as well, without which the copy is no use after a power loss.
fn settle(to: &Path) -> io::Result<()> {
    match to.parent() {
        // Elsewhere a folder can't be opened, and the file system sees to it.
        Some(folder) if cfg!(unix) => {
            let is_here = folder.as_os_str().is_empty();
            File::open(if is_here { Path::new(".") } else { folder })?.sync_all()
        }
        _ => Ok(()),
    }
}

fn copy_pages(
    file: &Path,
    to: &Path,
    prepare: Option<&Prepare>,
) -> std::result::Result<(), Failure> {
    drop(File::create(to)?);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = open_prepared(file, flags, prepare)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = open_prepared(to, flags, prepare)?;
    match Copying::new(&source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(Held::ByAnother.into()),
    }
    drop(target);
    // SQLite can be compiled not to wait for the disk.
    Ok(File::options().write(true).open(to)?.sync_all()?)
}

/// Gives a file its name, which must be free.
fn publish(partial: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(partial, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(already_exists()),
        // Some file systems have no links.
        Err(_) if to.try_exists()? => Err(already_exists()),
        Err(_) => fs::rename(partial, to),
    }
}

fn already_exists() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "there is a file of that name")
}
