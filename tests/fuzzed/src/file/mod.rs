//! Any bytes as a file, and as what somebody has done to a real one.
//!
//! The first three bytes say which file, what is done to it with the rest, and how it is opened:
//!
//! | second byte, modulo 3 | the rest |
//! |---|---|
//! | 0 | is the file |
//! | 1 | is written into the file: two bytes for where, one for how many, and then those |
//! | 2 | is SQL that is run on the file, statement by statement, by somebody who may do anything |

mod craft;
mod scene;
mod schema;

#[path = "../../../support/files.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, missing_docs)]
mod files;

use std::{
    fs,
    ops::ControlFlow,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection};

use self::{
    files::Snapshot,
    scene::{Result, Scene},
    schema::notes,
};

/// Opens a file of these bytes, and gives the name of the outcome or of the error.
///
/// # Panics
///
/// The engine panics; it refuses the file and changes it all the same; it says that the file is new
/// when it isn't, or damages it; or it makes other files.
#[allow(clippy::panic, reason = "so a fuzzer and a test are told")]
#[must_use]
pub fn survives(bytes: &[u8]) -> String {
    let [base, craft, options, rest @ ..] = bytes else {
        return "no file".to_owned();
    };
    match survive(*base, *craft, *options, rest) {
        Ok(name) => name,
        Err(error) => panic!("{error}"),
    }
}

fn survive(base: u8, craft: u8, options: u8, rest: &[u8]) -> Result<String> {
    let bases = scene::bases()?;
    let base = bases.get(usize::from(base) % bases.len().max(1));
    let base = base.map_or(&[][..], Vec::as_slice);
    let scene = match craft % 3 {
        0 => Scene::new(rest)?,
        1 => Scene::new(&craft::patched(base, rest))?,
        _ => Scene::new(base)?,
    };
    if craft % 3 == 2 {
        craft::run(&scene.file(), rest)?;
        scene.forget_journal()?;
    }
    let is_whole = is_whole(&scene);
    let before = Snapshot::of(scene.folder());
    let main = fs::read(scene.file())?;
    match notes::open_with(scene.file(), &opened_as(options)) {
        Err(error) => {
            refused(&error, &before, scene.folder())?;
            Ok(error.name().to_owned())
        }
        Ok((connection, report)) => {
            let is_same = fs::read(scene.file())? == main;
            went_well(&connection, report.outcome, is_same)?;
            drop(connection);
            check_whole(&scene, is_whole)?;
            Ok(outcome(&report.outcome))
        }
    }
}

/// The name of an outcome.
fn outcome(outcome: &Outcome) -> String {
    let shown = format!("{outcome:?}");
    let letters = shown.chars().take_while(|it| it.is_alphanumeric());
    letters.collect()
}

/// Options that let an endless run end.
fn opened_as(options: u8) -> Options {
    let drift = match options % 4 {
        0 => Drift::Report,
        1 => Drift::Refuse,
        2 => Drift::Repair,
        _ => Drift::Ignore,
    };
    let asked = AtomicU32::new(0);
    let ends_at = if options & 8 == 0 { 300 } else { 3 };
    let progress = move |_: &_| {
        if asked.fetch_add(1, Ordering::Relaxed) < ends_at {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    Options::default()
        .drift(drift)
        .carry_undeclared(options & 4 != 0)
        .progress(progress)
}

fn refused(error: &Error, before: &Snapshot, folder: &Path) -> Result<()> {
    before.assert_unchanged(folder);
    let said = error.to_string();
    if said.contains("nothing was changed") {
        Ok(())
    } else {
        Err(format!("it does not say that nothing was changed: {said}").into())
    }
}

fn went_well(connection: &Connection, outcome: Outcome, is_same: bool) -> Result<()> {
    let stamp: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let (expected, may_change) = match outcome {
        Outcome::Newer { version, .. } => (version, false),
        Outcome::Current => (notes::VERSION, false),
        _ => (notes::VERSION, true),
    };
    if stamp != expected {
        return Err(format!("{outcome:?}, and it is stamped with {stamp}").into());
    }
    if !may_change && !is_same {
        return Err(format!("{outcome:?}, and something was written").into());
    }
    Ok(())
}

/// Whether SQLite finds nothing wrong with the file. Whatever this changes is the file's state before.
///
/// Of a file without automatic vacuum whose header speaks of an incremental one, SQLite says now that it
/// is whole and now that it isn't, so that is looked at here.
fn is_whole(scene: &Scene) -> bool {
    let integrity = || -> Result<bool> {
        let connection = Connection::open(scene.file())?;
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        let vacuums = number("PRAGMA auto_vacuum")? != 0;
        let bytes = fs::read(scene.file())?;
        let is_plain = bytes.get(64..68).is_none_or(|it| it == [0; 4]);
        Ok(said == "ok" && (vacuums || is_plain))
    };
    integrity().unwrap_or_default()
}

/// A file that was whole is whole, and nothing else is in its folder.
fn check_whole(scene: &Scene, was_whole: bool) -> Result<()> {
    if was_whole && !is_whole(scene) {
        return Err("the file was whole, and is damaged".into());
    }
    for entry in fs::read_dir(scene.folder())? {
        let name = entry?.file_name();
        if !name.to_string_lossy().starts_with("notes.db") {
            return Err(format!("{} was made", name.display()).into());
        }
    }
    Ok(())
}
