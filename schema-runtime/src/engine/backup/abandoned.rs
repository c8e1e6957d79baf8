//! What a program that was killed has left of a copy.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::prune::{folder_and_name, read};
use crate::engine::place::with_suffix;

/// What SQLite keeps beside a database that it writes.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// Where the copy `to` is made before it has its name.
pub(super) fn partial(to: &Path) -> PathBuf {
    with_suffix(to, &format!("-{}.partial", std::process::id()))
}

/// Removes an unfinished copy with all that SQLite keeps beside it.
pub(super) fn remove(partial: &Path) {
    for path in BESIDE.map(|it| with_suffix(partial, it)) {
        remove_file(&path);
    }
    remove_file(partial);
}

fn remove_file(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, path = %path.display(), "a part of a copy was left");
        }
        _ => {}
    }
}

/// Removes what dead runs have left of copies of `file`, and of copies that were to be called `to`.
///
/// The run has the file's lock, and copies are made under it: nobody is at work on a copy whose name
/// says that it is of this file, whatever process it names, on this machine or another one. A name
/// that the caller has given says nothing of the kind: a run on another file may be at work on it.
pub(super) fn sweep(file: &Path, to: &Path) -> io::Result<()> {
    let of_file = |name: &OsStr, other: &OsStr| {
        let (_, rest) = read(name, other)?;
        process(rest)
    };
    for path in unfinished(file, of_file)? {
        remove(&path);
    }
    let of_copy = |name: &OsStr, other: &OsStr| {
        let rest = other
            .as_encoded_bytes()
            .strip_prefix(name.as_encoded_bytes());
        process(str::from_utf8(rest?).ok()?)
    };
    for path in unfinished(to, of_copy)? {
        if !is_living(&path) {
            remove(&path);
        }
    }
    Ok(())
}

/// The unfinished copies in the folder of `path`, by what `process_of` reads of its name and another one.
fn unfinished(
    path: &Path,
    process_of: impl Fn(&OsStr, &OsStr) -> Option<u32>,
) -> io::Result<Vec<PathBuf>> {
    let Some((folder, name)) = folder_and_name(path) else {
        return Ok(Vec::new());
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let other = entry?.file_name();
        if process_of(name, &other).is_some() {
            paths.push(folder.join(without_beside(&other)));
        }
    }
    Ok(paths)
}

/// The process in what stands behind the name of a copy, such as `-77.partial` or `-77.partial-journal`.
fn process(rest: &str) -> Option<u32> {
    let (process, beside) = rest.strip_prefix('-')?.split_once(".partial")?;
    let is_known = beside.is_empty() || BESIDE.contains(&beside);
    process.parse().ok().filter(|_| is_known)
}

/// The name of an unfinished copy, of one of the files that stand beside it.
fn without_beside(name: &OsStr) -> PathBuf {
    let text = name.to_str();
    let bare = text.and_then(|text| BESIDE.iter().find_map(|it| text.strip_suffix(it)));
    bare.map_or_else(|| name.into(), PathBuf::from)
}

/// Whether a run may be at work on an unfinished copy: its process is one of this machine, or somebody has it
/// locked, as SQLite does while it copies. A number that another process has got by now keeps the copy
/// for as long as that one lives.
fn is_living(partial: &Path) -> bool {
    let name = partial.to_string_lossy();
    let process = name
        .rsplit_once('-')
        .and_then(|(_, it)| it.strip_suffix(".partial"));
    let is_process = process.is_none_or(|it| Path::new("/proc").join(it).exists());
    is_process || is_locked(partial)
}

fn is_locked(partial: &Path) -> bool {
    if !partial.exists() {
        return false;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let locked = Connection::open_with_flags(partial, flags).and_then(|it| {
        it.busy_timeout(Duration::ZERO)?;
        it.execute_batch("BEGIN EXCLUSIVE")
    });
    let code = locked.err().and_then(|it| it.sqlite_error_code());
    matches!(
        code,
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
    )
}
