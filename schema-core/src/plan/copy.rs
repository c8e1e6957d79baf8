//! Rows that are copied from one table to another.

use std::fmt::{self, Display, Formatter};

use crate::sql::{Name, Names};

/// Which columns are copied, and from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The table that the rows come from.
    pub from: String,
    /// The table that they go to.
    pub to: String,
    /// Columns of the new table, each with an SQL expression over the old one.
    pub columns: Vec<(String, String)>,
    /// The old columns by which the rows are sorted, where their order decides on new rowids.
    pub order: Vec<String>,
    /// Columns of the new table that must not be NULL and that nothing gives a value: only a data
    /// step in Rust can.
    pub unfilled: Vec<String>,
}

/// `OR ABORT` overrides what the table's own keys say of conflicts: a row must not be lost in silence.
impl Display for Copy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (targets, values): (Vec<_>, Vec<_>) = self
            .columns
            .iter()
            .map(|(target, value)| (target, value.as_str()))
            .unzip();
        let (to, from) = (Name(&self.to), Name(&self.from));
        write!(
            f,
            "INSERT OR ABORT INTO main.{to} ({}) SELECT {} FROM main.{from}",
            Names(&targets),
            values.join(", ")
        )?;
        if self.order.is_empty() {
            Ok(())
        } else {
            write!(f, " ORDER BY {}", Names(&self.order))
        }
    }
}
