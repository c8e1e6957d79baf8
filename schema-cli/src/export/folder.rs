//! The directory: what stands there stays, and a release adds to it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use super::{
    File,
    layout::Layout,
    sum::{SUM, sum},
};
use crate::error::{Error, Result};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    Written,
    Unchanged,
}

/// Writes the files that aren't there yet. If one that is there says something else, nothing is
/// written.
pub(crate) fn write(folder: &Path, layout: Layout, files: &[File]) -> Result<Vec<State>> {
    let failed = |source| Error::Folder {
        folder: folder.to_owned(),
        source,
    };
    let standing = standing(folder).map_err(failed)?;
    let taken = taken(&standing, layout, files);
    if !taken.is_empty() {
        return Err(Error::Taken {
            folder: folder.to_owned(),
            files: taken,
        });
    }
    fs::create_dir_all(folder).map_err(failed)?;
    let states = files.iter().map(|file| {
        if standing.iter().any(|(name, _)| *name == file.name) {
            return Ok(State::Unchanged);
        }
        let path = folder.join(&file.name);
        let mut new = OpenOptions::new().write(true).create_new(true).open(path)?;
        new.write_all(file.text.as_bytes())?;
        Ok(State::Written)
    });
    let states: io::Result<Vec<State>> = states.collect();
    let states = states.map_err(failed)?;
    if layout == Layout::Atlas {
        let all = self::standing(folder).map_err(failed)?;
        fs::write(folder.join(SUM), sum(&all)).map_err(failed)?;
    }
    Ok(states)
}

/// The scripts in the directory with their contents, by name; none if there is no directory.
fn standing(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_script = path.extension().is_some_and(|it| it == "sql");
        let name = path.file_name().and_then(|it| it.to_str());
        if let Some(name) = name.filter(|_| is_script) {
            files.push((name.to_owned(), fs::read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// The files that stand in the way: those that say something else, and others of the same version.
fn taken(standing: &[(String, Vec<u8>)], layout: Layout, files: &[File]) -> Vec<String> {
    let is_taken = |(name, text): &&(String, Vec<u8>)| {
        files.iter().any(|file| {
            let same_name = *name == file.name;
            let same_version = layout.version(name) == Some(file.version);
            (same_name && *text != file.text.as_bytes()) || (same_version && !same_name)
        })
    };
    let taken = standing.iter().filter(is_taken);
    taken.map(|(name, _)| name.clone()).collect()
}
