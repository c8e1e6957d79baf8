//! The bytes of a folder, to prove that nothing in it has changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Every file of a folder with its bytes. `-shm` files are left out: they hold locks, not data.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, Vec<u8>>);

impl Snapshot {
    /// Reads all files in `folder`.
    pub fn of(folder: &Path) -> Self {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.is_file());
        let named = files.map(|path| (path.file_name().unwrap().display().to_string(), path));
        let kept = named.filter(|(name, _)| !name.ends_with("-shm"));
        Self(
            kept.map(|(name, path)| (name, fs::read(path).unwrap()))
                .collect(),
        )
    }

    /// Fails with the names of the files that have changed since.
    #[track_caller]
    pub fn assert_unchanged(&self, folder: &Path) {
        let now = Self::of(folder);
        let names: BTreeSet<_> = self.0.keys().chain(now.0.keys()).collect();
        let changed: Vec<_> = names
            .into_iter()
            .filter(|name| self.0.get(*name) != now.0.get(*name))
            .collect();
        assert!(changed.is_empty(), "changed, made or removed: {changed:?}");
    }
}
