//! Whatever goes wrong on the way: the file is byte for byte as it was.

use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use rusqlite_schema::{Error, Options, Progress, Report, Result, rusqlite::Connection};
use tempfile::TempDir;
use wavestore::consolidation::agents;

use crate::support::{Snapshot, agents as generated};

const ROWS: i64 = 8_000;

struct File(TempDir);

impl File {
    fn new() -> Self {
        let file = Self(TempDir::new().unwrap());
        let connection = file.connect();
        agents::create_at(&connection, 4).unwrap();
        generated::fill(&connection, ROWS);
        drop(connection);
        file
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("objects.db")
    }

    fn connect(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    /// Consolidates a file that must stay as it is.
    fn migrate(
        &self,
        observe: impl Fn(&Progress) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> thread::Result<Result<Report>> {
        let before = Snapshot::of(self.0.path());
        let options = Options::default().progress(observe);
        let mut connection = self.connect();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            agents::migrate_with(&mut connection, &options)
        }));
        drop(connection);
        before.assert_unchanged(self.0.path());
        outcome
    }
}

/// What is told of the rows when all goes well, and how often anything is told.
fn told() -> (Vec<u64>, u64) {
    let file = File::new();
    let (rows, calls) = (
        Arc::new(Mutex::new(Vec::new())),
        Arc::new(AtomicU64::new(0)),
    );
    let (seen, count) = (Arc::clone(&rows), Arc::clone(&calls));
    let options = Options::default().progress(move |it| {
        count.fetch_add(1, Ordering::Relaxed);
        seen.lock().unwrap().push(it.rows_done);
        ControlFlow::Continue(())
    });
    agents::migrate_with(&mut file.connect(), &options).unwrap();
    let rows = rows.lock().unwrap().clone();
    (rows, calls.load(Ordering::Relaxed))
}

#[test]
fn a_row_that_fails_changes_nothing() {
    let instances = ROWS - ROWS / 5;
    for row in [1, 2, instances / 3, instances / 2, instances - 1, instances] {
        let file = File::new();
        // A row that is no text where text is declared: read, and refused.
        let sql = "UPDATE db_agent_instances SET session_id = x'00ff', parent_instance_id = 'i'
            WHERE rowid = ?1";
        file.connect().execute(sql, [row]).unwrap();
        let error = file
            .migrate(|_| ControlFlow::Continue(()))
            .unwrap()
            .unwrap_err();
        assert!(
            matches!(error, Error::DataStep { row: Some(_), .. }),
            "{error:?}"
        );
    }
}

#[test]
fn an_id_that_two_claim_changes_nothing() {
    let instances = ROWS - ROWS / 5;
    // Odd ones are instances of templates, and no sampled one continues another.
    for row in [1, instances / 2 + 1, instances - 1] {
        let file = File::new();
        let sql = "UPDATE db_agent_instances SET parent_instance_id = '', id =
            (SELECT id FROM db_agent_definitions WHERE rowid = 10) WHERE rowid = ?1";
        file.connect().execute(sql, [row]).unwrap();
        let error = file
            .migrate(|_| ControlFlow::Continue(()))
            .unwrap()
            .unwrap_err();
        assert!(
            matches!(&error, Error::DataStep { row: Some(row), .. } if row.key.starts_with("id = 'd-")),
            "{error:?}"
        );
    }
}

#[test]
fn cancelling_changes_nothing() {
    let (rows, calls) = told();
    assert!(rows.contains(&1000) && rows.contains(&5000), "{rows:?}");
    let file = File::new();
    for wanted in (1..=calls).step_by(3) {
        let so_far = AtomicU64::new(0);
        let error = file
            .migrate(move |_| {
                if so_far.fetch_add(1, Ordering::Relaxed) + 1 < wanted {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })
            .unwrap()
            .unwrap_err();
        assert!(
            matches!(error, Error::Cancelled { .. }),
            "{wanted}: {error:?}"
        );
    }
}

#[test]
fn a_panic_changes_nothing() {
    let file = File::new();
    for wanted in [1000, 3000, 6000] {
        let outcome = file.migrate(move |it| {
            assert!(it.rows_done != wanted, "a panic on purpose");
            ControlFlow::Continue(())
        });
        assert!(outcome.is_err(), "no panic");
    }
}
