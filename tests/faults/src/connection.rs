//! Failures of a connection that lives on: interrupts, refusals and a full disk.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    hooks::{AuthContext, Authorization},
};

use crate::{
    scenario::{Place, Result, Scenario},
    state::number,
    subject::Subject,
    sweep::{Ended, Fault},
};

/// Settings that a program may have, and must have again after a run.
const SETTINGS: &str = "
    PRAGMA cache_size = 8;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA ignore_check_constraints = ON;
    PRAGMA legacy_alter_table = ON;";

const PRAGMAS: [&str; 5] = [
    "foreign_keys",
    "recursive_triggers",
    "ignore_check_constraints",
    "legacy_alter_table",
    "writable_schema",
];

const CONFIGS: [DbConfig; 5] = [
    DbConfig::SQLITE_DBCONFIG_DEFENSIVE,
    DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
    DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
    DbConfig::SQLITE_DBCONFIG_DQS_DDL,
    DbConfig::SQLITE_DBCONFIG_DQS_DML,
];

/// Opens a file as a program with settings and a small cache, so that pages spill.
///
/// # Errors
///
/// SQLite can't open it.
pub fn open(file: &Path, vfs: Option<&str>) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::default();
    let connection = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
        None => Connection::open_with_flags(file, flags)?,
    };
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

/// Runs on a connection, and sees that the connection is as it was.
///
/// # Errors
///
/// It is inside a transaction, has other settings, or can't be used.
pub fn outlive(
    connection: &mut Connection,
    subject: &Subject,
    arm: impl FnOnce(&mut Connection) -> rusqlite::Result<()>,
    disarm: impl FnOnce(&mut Connection) -> rusqlite::Result<()>,
) -> Result<Ended> {
    let before = settings(connection)?;
    arm(connection)?;
    let outcome = subject.work(connection);
    disarm(connection)?;
    let said = || {
        format!(
            "after {:?}",
            outcome.as_ref().err().map(ToString::to_string)
        )
    };
    if !connection.is_autocommit() {
        return Err(format!("a transaction is open {}", said()).into());
    }
    let after = settings(connection)?;
    if matches!(subject, Subject::Engine) && before != after {
        return Err(format!("settings: {before:?} became {after:?} {}", said()).into());
    }
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK; SELECT count(*) FROM sqlite_schema")?;
    Ok(match outcome {
        Ok(()) => Ended::Well,
        Err(error) => Ended::Badly(format!("{error:?}")),
    })
}

fn settings(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let pragmas = PRAGMAS.map(|it| number(connection, &format!("PRAGMA {it}")));
    let configs = CONFIGS.map(|it| connection.db_config(it).map(i64::from));
    pragmas.into_iter().chain(configs).collect()
}

/// Says that it is time, once, or from then on.
fn due(seen: &AtomicU64, at: u64) -> bool {
    seen.fetch_add(1, Ordering::Relaxed) + 1 == at
}

/// The k-th tick of SQLite's progress handler interrupts.
#[derive(Debug, Default)]
pub struct Interrupt;

impl Interrupt {
    fn run(file: &Path, subject: &Subject, at: u64) -> Result<(Ended, u64)> {
        let mut connection = open(file, None)?;
        let seen = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&seen);
        let tick = move || due(&counter, at);
        let ended = outlive(
            &mut connection,
            subject,
            |it| it.progress_handler(1, Some(tick)),
            |it| it.progress_handler(0, None::<fn() -> bool>),
        )?;
        Ok((ended, seen.load(Ordering::Relaxed)))
    }
}

impl Fault for Interrupt {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        Ok(Self::run(&place.file(), subject, u64::MAX)?.1)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        Ok(Self::run(&place.file(), subject, at)?.0)
    }
}

/// An authorizer refuses the k-th action.
#[derive(Debug, Default)]
pub struct Refusal;

impl Refusal {
    fn run(file: &Path, subject: &Subject, at: u64) -> Result<(Ended, u64)> {
        let mut connection = open(file, None)?;
        let seen = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&seen);
        let refuse = move |_: AuthContext<'_>| {
            if due(&counter, at) {
                Authorization::Deny
            } else {
                Authorization::Allow
            }
        };
        let ended = outlive(
            &mut connection,
            subject,
            |it| it.authorizer(Some(refuse)),
            |it| it.authorizer(None::<fn(AuthContext<'_>) -> Authorization>),
        )?;
        Ok((ended, seen.load(Ordering::Relaxed)))
    }
}

impl Fault for Refusal {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        Ok(Self::run(&place.file(), subject, u64::MAX)?.1)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        Ok(Self::run(&place.file(), subject, at)?.0)
    }
}

/// The file may grow by k - 1 pages only.
#[derive(Debug, Default)]
pub struct Full;

impl Fault for Full {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        let mut connection = open(&place.file(), None)?;
        let before = number(&connection, "PRAGMA page_count")?;
        subject.work(&mut connection)?;
        let after = number(&connection, "PRAGMA page_count")?;
        Ok(u64::try_from(after - before)?)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        let mut connection = open(&place.file(), None)?;
        let pages = number(&connection, "PRAGMA page_count")? + i64::try_from(at)? - 1;
        let limit = |it: &mut Connection, pages: i64| {
            number(it, &format!("PRAGMA main.max_page_count = {pages}")).map(drop)
        };
        outlive(
            &mut connection,
            subject,
            |it| limit(it, pages.max(1)),
            |it| limit(it, i64::from(i32::MAX)),
        )
    }
}
