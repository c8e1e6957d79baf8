//! Where a constraint stands.

use crate::model::{Constraint, Text};

/// The column at which a constraint is written; without one it has a line of its own.
#[must_use]
pub fn owner(constraint: &Constraint) -> Option<&str> {
    let only = |columns: &'_ [Text]| columns.len() == 1;
    let columns = match constraint {
        Constraint::Check(check) => return check.column.as_deref(),
        Constraint::PrimaryKey(key) => &key.columns,
        Constraint::Unique(unique) => &unique.columns,
        Constraint::ForeignKey(key) => &key.columns,
    };
    columns.first().filter(|_| only(columns)).map(AsRef::as_ref)
}
