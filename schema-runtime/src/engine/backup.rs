//! A copy of the file before it is changed.
//!
//! The run has the lock and has written nothing yet, so another connection reads the file as it is.
//! Its pages are copied as they are: unlike with `VACUUM INTO`, rowids stay, and no function of the
//! application is called.

use std::{
    fmt::{self, Debug, Formatter},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup as Copying, StepResult},
};

use super::{
    Error, Result, ask,
    place::{Place, with_suffix},
    prune::prune,
    run::{Run, refused},
};

/// Gives the copy of a file its name.
#[derive(Clone)]
pub struct Backup(Arc<dyn Fn(&Occasion) -> PathBuf + Send + Sync>);

/// What a copy of a file is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Occasion {
    /// The file.
    pub file: PathBuf,
    /// The version that it is stamped with; 0 for none.
    pub from: i64,
    /// The version to which it is brought.
    pub to: i64,
    /// The time in UTC, such as `20260203T040506Z`.
    pub at: String,
}

impl Occasion {
    /// A name beside the file, with its version and the time: `notes.db.v3.20260203T040506Z.bak`.
    #[must_use]
    pub fn beside(&self) -> PathBuf {
        let Self { from, at, .. } = self;
        with_suffix(&self.file, &format!(".v{from}.{at}.bak"))
    }
}

impl Backup {
    pub(super) fn new(name: impl Fn(&Occasion) -> PathBuf + Send + Sync + 'static) -> Self {
        Self(Arc::new(name))
    }
}

impl Debug for Backup {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backup").finish_non_exhaustive()
    }
}

/// Two are equal if they are the same.
impl PartialEq for Backup {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Backup {}

impl Run<'_> {
    /// Copies the file, if the caller asks for it. A database in memory has none.
    pub(super) fn back_up(&mut self) -> Result<()> {
        let Some(backup) = &self.options.backup else {
            return Ok(());
        };
        let file = match Place::of(self.connection) {
            Place::Memory => return Ok(()),
            Place::File(path) => path,
            Place::Untold(file) => return Err(Error::UnknownPath { file }),
        };
        let now = "SELECT strftime('%Y%m%dT%H%M%SZ', 'now')";
        let at = ask::text(self.connection, now, &[]);
        let occasion = Occasion {
            file,
            from: self.version,
            to: self.schema.newest_version(),
            at: at.map_err(refused(self.connection))?,
        };
        let to = (backup.0)(&occasion);
        if let Err(source) = copy(&occasion.file, &to) {
            return Err(Error::Backup {
                file: self.file(),
                backup: to,
                source,
            });
        }
        tracing::info!(file = %self.file(), backup = %to.display(), "backed up");
        self.backup = Some(to);
        Ok(())
    }

    /// Removes copies of former runs, if the caller wants only so many, after a run with a copy.
    pub(super) fn prune_backups(&self) {
        let place = Place::of(self.connection);
        let kept = self.options.kept_backups;
        let (Some(made), Some(file), Some(count)) = (&self.backup, place.path(), kept) else {
            return;
        };
        if let Err(error) = prune(file, made, count) {
            // The file is new all the same.
            tracing::warn!(file = %place, %error, "old backups were left");
        }
    }

    /// Removes the copy after a run in which nothing was changed.
    pub(super) fn forget_backup(&mut self) {
        let Some(backup) = self.backup.take() else {
            return;
        };
        if let Err(error) = fs::remove_file(&backup) {
            tracing::warn!(%error, backup = %backup.display(), "a backup without use was left");
        }
    }
}

/// A reason for which there is no copy.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Copies a database to a file that must not be there. It appears under its name when it is whole.
fn copy(file: &Path, to: &Path) -> std::result::Result<(), Failure> {
    if to.try_exists()? {
        return Err(Box::new(already_exists()));
    }
    let partial = with_suffix(to, &format!("-{}.partial", std::process::id()));
    let copied = copy_pages(file, &partial).and_then(|()| Ok(publish(&partial, to)?));
    let removed = fs::remove_file(&partial);
    tracing::debug!(?removed, "the partial copy goes");
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

fn copy_pages(file: &Path, to: &Path) -> std::result::Result<(), Failure> {
    // Whatever stands there is of a program that was killed.
    drop(File::create(to)?);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(file, flags)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(to, flags)?;
    match Copying::new(&source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err("another connection holds the lock".into()),
    }
    drop(target);
    // SQLite does not wait for the disk here.
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
