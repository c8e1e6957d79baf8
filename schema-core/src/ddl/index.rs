//! `CREATE INDEX`

use std::fmt::{self, Display, Formatter};

use crate::model::{Index, IndexColumn, Term};

use super::Head;
use crate::sql::Name;

/// `CREATE INDEX`
#[derive(Clone, Copy, Debug)]
pub struct CreateIndex<'a> {
    /// The index.
    pub index: &'a Index,
    /// Its table.
    pub table: &'a str,
    /// How the statement begins.
    pub head: Head,
}

impl Display for CreateIndex<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = if self.index.unique {
            "UNIQUE INDEX"
        } else {
            "INDEX"
        };
        self.head.write(f, kind, &self.index.name)?;
        write!(f, " ON {} (", Name(self.table))?;
        for (position, column) in self.index.columns.iter().enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            write!(f, "{separator}{}", IndexTerm(column))?;
        }
        f.write_str(")")?;
        match &self.index.filter {
            Some(filter) => write!(f, " WHERE {filter}"),
            None => Ok(()),
        }
    }
}

struct IndexTerm<'a>(&'a IndexColumn);

impl Display for IndexTerm<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.term {
            Term::Column(name) => write!(f, "{}", Name(name))?,
            Term::Expression(expression) => f.write_str(expression)?,
        }
        if let Some(collate) = &self.0.collate {
            write!(f, " COLLATE {}", Name(collate))?;
        }
        f.write_str(if self.0.descending { " DESC" } else { "" })
    }
}
