//! Seals, written into the source.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    asked::{Asked, Place},
    check::{Message, Workspace},
};
use crate::error::Result;

/// The seals to write, by file and place.
#[derive(Debug, Default)]
pub(super) struct Edits(BTreeMap<PathBuf, BTreeMap<(usize, usize), Option<Asked>>>);

/// A seal that was written.
#[derive(Clone, Debug, serde::Serialize)]
pub(super) struct Written {
    pub(super) file: PathBuf,
    pub(super) version: i64,
    pub(super) seal: String,
}

impl Edits {
    /// What these errors ask for.
    pub(super) fn of(workspace: &Workspace, messages: &[Message], release: bool) -> Self {
        let mut edits = Self::default();
        for message in messages {
            if let Some((asked, span)) = Asked::of(message, release) {
                // A file that several targets share may come by several paths.
                let file = workspace.file(&span.file_name);
                let file = fs::canonicalize(&file).unwrap_or(file);
                edits.add(file, (span.byte_start, span.byte_end), asked);
            }
        }
        edits
    }

    /// One place that several schemas come from can't have the seals of all.
    fn add(&mut self, file: PathBuf, span: (usize, usize), asked: Asked) {
        match self.0.entry(file).or_default().entry(span) {
            Entry::Vacant(place) => drop(place.insert(Some(asked))),
            Entry::Occupied(mut place) if place.get().as_ref() != Some(&asked) => {
                place.insert(None);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Writes all seals of each file at once.
    pub(super) fn write(self) -> Result<Vec<Written>> {
        let mut written = Vec::new();
        for (file, places) in self.0 {
            let before = fs::read_to_string(&file)?;
            let mut after = before.clone();
            let mut here = Vec::new();
            // From the end, so that the places before stay where they are.
            for ((start, end), asked) in places.into_iter().rev() {
                if let Some(asked) = asked
                    && put(&mut after, start..end, &asked)
                {
                    here.push(note(&file, asked));
                }
            }
            if after != before {
                fs::write(&file, after)?;
            }
            written.extend(here.into_iter().rev());
        }
        Ok(written)
    }
}

fn note(file: &Path, asked: Asked) -> Written {
    Written {
        file: file.to_owned(),
        version: asked.version,
        seal: asked.seal,
    }
}

/// Puts a seal where it is asked for, if that is what stands there.
fn put(source: &mut String, span: Range<usize>, asked: &Asked) -> bool {
    let Some(there) = source.get(span.clone()) else {
        return false;
    };
    let seal = format!("\"{}\"", asked.seal);
    let is_as_expected = match asked.place {
        Place::Behind => is_version(there, asked.version),
        Place::Empty => there == "\"\"",
        Place::Older => is_seal(there),
    };
    if is_as_expected {
        match asked.place {
            Place::Behind => source.insert_str(span.end, &format!(" sealed {seal}")),
            Place::Empty | Place::Older => source.replace_range(span, &seal),
        }
    }
    is_as_expected
}

/// Whether the text is `version` and this number.
fn is_version(text: &str, version: i64) -> bool {
    let number = text.strip_prefix("version").map(|it| it.replace('_', ""));
    let number = number.and_then(|it| it.trim().parse::<i64>().ok());
    number == Some(version)
}

fn is_seal(text: &str) -> bool {
    let digits = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let is_digit = |it: char| it.is_ascii_hexdigit() || it == ':';
    digits.is_some_and(|it| !it.is_empty() && it.chars().all(is_digit))
}
