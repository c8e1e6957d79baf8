//! Where a copy of a file goes before it is changed.

use std::{
    fmt::{self, Debug, Formatter},
    path::PathBuf,
    sync::Arc,
};

use crate::engine::place::with_suffix;

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
    pub(crate) fn new(name: impl Fn(&Occasion) -> PathBuf + Send + Sync + 'static) -> Self {
        Self(Arc::new(name))
    }

    /// The name of the copy that is made on this occasion.
    pub(crate) fn name(&self, occasion: &Occasion) -> PathBuf {
        (self.0)(occasion)
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
