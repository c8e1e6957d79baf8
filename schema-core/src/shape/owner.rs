//! Where a constraint stands.

use crate::model::{Constraint, Sorting, Text};

/// The column at which a constraint is written; without one it has a line of its own.
///
/// At a column SQL has no word for a key's own collating sequence, and for the order only of the
/// primary key.
#[must_use]
pub fn owner(constraint: &Constraint) -> Option<&str> {
    let only = |columns: &'_ [Text]| columns.len() == 1;
    let sorted = |sorting: &[Sorting]| sorting.iter().any(|it| it.collate.is_some());
    let columns = match constraint {
        Constraint::Check(check) => return check.column.as_deref(),
        Constraint::PrimaryKey(key) if sorted(&key.sorting) => return None,
        Constraint::Unique(unique) if !unique.sorting.is_empty() => return None,
        Constraint::PrimaryKey(key) => &key.columns,
        Constraint::Unique(unique) => &unique.columns,
        Constraint::ForeignKey(key) => &key.columns,
    };
    columns.first().filter(|_| only(columns)).map(AsRef::as_ref)
}
