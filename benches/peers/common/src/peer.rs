//! What takes part, and how.

use std::{any::Any, path::Path};

use crate::History;

/// Whatever keeps a file open.
pub type Opened = Box<dyn Any>;

/// How a new file keeps its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Journal {
    /// As SQLite does when nobody says anything.
    Rollback,
    Wal,
}

/// A way to bring files to the newest version of a history.
pub trait Peer {
    fn name(&self) -> &'static str;

    /// Whether it can do this history at all.
    fn knows(&self, history: History) -> bool;

    /// Makes a file of the first version.
    fn first_version(&self, history: History, path: &Path);

    /// Opens a file and brings it to the newest version: what a program does when it starts.
    fn open(&self, history: History, path: &Path, journal: Journal) -> Opened;

    /// Opens a file that is current and asks it something.
    fn open_and_query(&self, history: History, path: &Path) -> Opened;

    /// Makes a database in memory, as for a test.
    fn in_memory(&self, history: History) -> Opened;
}
