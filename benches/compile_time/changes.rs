//! What happens in a history of any size, after what applications have: each version changes a tenth of
//! the tables.

/// What comes to a table with a version.
pub(super) struct Change {
    pub(super) version: usize,
    /// Of the column or the index.
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A column with a default.
    Required,
    /// A column that may be NULL.
    Optional,
    /// An index on columns that have always been there.
    Index,
    /// A column that has always been there loses its NULLs.
    Altered,
}

/// The changes of each table, oldest first: columns, indexes, and columns that lose their NULLs, in turns.
pub(super) fn changes(tables: usize, versions: usize) -> Vec<Vec<Change>> {
    let mut changes: Vec<Vec<Change>> = (0..tables).map(|_| Vec::new()).collect();
    for version in 2..=versions {
        for at in 0..(tables / 10).max(1) {
            let table = (version * 7 + at * 10) % tables;
            let (kind, name) = match (version + at) % 4 {
                0 => (Kind::Required, format!("added_{version}_{at}")),
                1 => (Kind::Optional, format!("added_{version}_{at}")),
                2 => (Kind::Index, format!("index_{table}_{version}_{at}")),
                _ => (Kind::Altered, format!("altered_{version}_{at}")),
            };
            changes[table].push(Change {
                version,
                name,
                kind,
            });
        }
    }
    changes
}
