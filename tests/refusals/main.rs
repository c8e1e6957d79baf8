//! Every refusal, one after the other: whatever is refused, the file and its log keep every byte.
//!
//! `docs/errors.md` lists all errors, and a test of the engine holds it to them. Each of them is caused
//! here, or it is said why it can't be.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod cases;
mod program;
mod scene;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use cases::{CASES, NEVER};
use scene::Scene;

/// How the file keeps what it may have to take back.
const JOURNALS: [&str; 2] = ["delete", "wal"];

#[test]
fn whatever_is_refused_keeps_every_byte() {
    for case in CASES {
        for journal in JOURNALS {
            let mut scene = Scene::new(journal);
            (case.prepare)(&mut scene);
            let bytes = scene.folder.snapshot();
            let outcome = (case.run)(&mut scene);
            let Err(error) = outcome else {
                panic!("{journal}: no {}", case.variant);
            };
            assert_eq!(error.name(), case.variant, "{journal}: {error:?}");
            bytes.assert_unchanged(scene.folder.path());
        }
    }
}

#[test]
fn every_error_is_caused_or_excused() {
    let index = include_str!("../../docs/errors.md");
    let headings = index.lines().filter_map(|it| it.strip_prefix("### `"));
    let listed: BTreeSet<&str> = headings.map(|it| it.trim_end_matches('`')).collect();
    let caused = CASES.iter().map(|it| it.variant);
    let excused = NEVER.iter().flat_map(|(variants, reason)| {
        assert!(!reason.is_empty());
        variants.iter().copied()
    });
    let all: Vec<&str> = caused.chain(excused).collect();
    assert_eq!(all.iter().copied().collect::<BTreeSet<_>>(), listed);
}

/// SQLite makes a log to read a file in WAL mode, and takes it away when it closes the file.
#[test]
fn a_file_that_is_refused_by_its_path_has_nothing_beside_it() {
    for journal in JOURNALS {
        let folder = support::Folder::new();
        let connection = folder.connect();
        connection
            .pragma_update(None, "journal_mode", journal)
            .unwrap();
        connection.pragma_update(None, "user_version", 9).unwrap();
        drop(connection);
        let bytes = folder.snapshot();
        program::today::store::open(folder.file()).unwrap_err();
        bytes.assert_unchanged(folder.path());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
