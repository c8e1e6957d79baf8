//! The tables in which a virtual table keeps its data.

use super::VirtualTable;
use crate::sql::{SameWord, tokens};

/// Modules of SQLite's own, and what they append to the name of a virtual table.
const PARTS: [(&[&str], &[&str]); 3] = [
    (&["fts5"], &["data", "idx", "content", "docsize", "config"]),
    (
        &["fts3", "fts4"],
        &["content", "segments", "segdir", "docsize", "stat"],
    ),
    (
        &["rtree", "rtree_i32", "geopoly"],
        &["node", "rowid", "parent"],
    ),
];

impl VirtualTable {
    /// What its module, if it is SQLite's own, appends to its name for the tables that it keeps.
    #[must_use]
    pub fn parts(&self) -> &'static [&'static str] {
        let module = tokens(&self.using).next();
        let mut modules = PARTS.iter();
        let known = modules.find(|(names, _)| {
            let mut names = names.iter();
            module.is_some_and(|module| names.any(|it| module.names(it)))
        });
        known.map(|(_, parts)| *parts).unwrap_or_default()
    }

    /// Whether its module is the application's.
    #[must_use]
    pub fn is_of_application(&self) -> bool {
        let module = tokens(&self.using).next();
        module.is_some_and(|it| !Self::MODULES.into_iter().any(|own| it.names(own)))
    }

    /// Whether a table that nobody declares is called as those are in which it keeps its data. What a
    /// module of the application appends isn't known: SQLite can be asked only what the module tells,
    /// not every one tells all, and it may not be registered.
    ///
    /// ```
    /// use schema_core::model::VirtualTable;
    ///
    /// let keeps = |using: &'static str, name: &str| {
    ///     VirtualTable { name: "search".into(), using: using.into(), from: None }.keeps(name)
    /// };
    /// assert!(keeps("fts5(body)", "Search_Data"));
    /// assert!(!keeps("fts5(body)", "search_words"));
    /// assert!(keeps("vec0(embedding float[4])", "search_vector_chunks00"));
    /// assert!(!keeps("vec0(embedding float[4])", "searches"));
    /// ```
    #[must_use]
    pub fn keeps(&self, name: &str) -> bool {
        let (owner, rest) = name.split_at_checked(self.name.len()).unwrap_or_default();
        let Some(part) = rest.strip_prefix('_') else {
            return false;
        };
        owner.is_same_word(&self.name)
            && (self.is_of_application() || self.parts().iter().any(|it| part.is_same_word(it)))
    }
}
