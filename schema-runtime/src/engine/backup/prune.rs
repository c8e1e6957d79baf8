//! Old copies of a file, of which only some are to stay.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

/// The time of a copy, and the version that it holds: by these they are sorted.
pub(super) type Age = (String, i64);

/// Removes the copies beside a file but for the newest ones.
pub(super) fn prune(file: &Path, made: &Path, count: usize) -> io::Result<()> {
    let Some((folder, name)) = folder_and_name(file) else {
        return Ok(());
    };
    let mut copies: Vec<(Age, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some((age, "")) = read(name, &entry.file_name())
            && entry.path() != made
        {
            // The newest first.
            let at = copies.partition_point(|(other, _)| *other >= age);
            copies.insert(at, (age, entry.path()));
        }
    }
    let others = count.saturating_sub(1);
    copies
        .iter()
        .skip(others)
        .try_for_each(|(_, path)| fs::remove_file(path))
}

/// Reads names such as `notes.db.v3.20260203T040506Z.bak`, and of nothing else, with what stands behind.
/// Where the second had one already, `.2.bak` follows its time.
///
/// The name of the database itself may be no text.
pub(super) fn read<'a>(name: &OsStr, other: &'a OsStr) -> Option<(Age, &'a str)> {
    let other = other.as_encoded_bytes();
    let rest = other.strip_prefix(name.as_encoded_bytes())?;
    let rest = str::from_utf8(rest).ok()?.strip_prefix(".v")?;
    let (version, rest) = rest.split_once('.')?;
    let (time, rest) = rest.split_once(".bak")?;
    let age = (time.to_owned(), version.parse().ok()?);
    let (time, number) = time
        .split_once('.')
        .map_or((time, None), |(time, it)| (time, Some(it)));
    let is_number = number.is_none_or(|it| it.parse::<u32>().is_ok());
    (is_time(time) && is_number).then_some((age, rest))
}

/// Whether a text is a time such as `20260203T040506Z`.
fn is_time(text: &str) -> bool {
    let shape = text
        .chars()
        .map(|it| if it.is_ascii_digit() { '0' } else { it });
    shape.eq("00000000T000000Z".chars())
}

pub(super) fn folder_and_name(file: &Path) -> Option<(&Path, &OsStr)> {
    let name = file.file_name()?;
    let folder = file.parent()?;
    let is_here = folder.as_os_str().is_empty();
    Some((if is_here { Path::new(".") } else { folder }, name))
}
