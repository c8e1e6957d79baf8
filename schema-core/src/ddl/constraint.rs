//! Keys, foreign keys and checks, at their column or on a line of their own.

use std::fmt::{self, Display, Formatter};

use crate::model::{Constraint, Deferrable, ForeignKey, ReferentialAction};

use crate::sql::{Name, Names};

/// A constraint behind the column that owns it.
pub(super) struct ColumnConstraint<'a>(pub(super) &'a Constraint);

impl Display for ColumnConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Constraint::PrimaryKey(key) if key.autoincrement => {
                f.write_str("PRIMARY KEY AUTOINCREMENT")
            }
            Constraint::PrimaryKey(_) => f.write_str("PRIMARY KEY"),
            Constraint::Unique(_) => f.write_str("UNIQUE"),
            Constraint::ForeignKey(key) => write!(f, "{}", References(key)),
            Constraint::Check(check) => write!(f, "CHECK ({})", check.expression),
        }
    }
}

/// A constraint on a line of its own.
pub(super) struct TableConstraint<'a>(pub(super) &'a Constraint);

impl Display for TableConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Constraint::PrimaryKey(key) => write!(f, "PRIMARY KEY ({})", Names(&key.columns)),
            Constraint::Unique(unique) => write!(f, "UNIQUE ({})", Names(&unique.columns)),
            Constraint::ForeignKey(key) => {
                write!(
                    f,
                    "FOREIGN KEY ({}) {}",
                    Names(&key.columns),
                    References(key)
                )
            }
            Constraint::Check(check) => write!(f, "CHECK ({})", check.expression),
        }
    }
}

/// A constraint as a line of its own.
#[must_use]
pub fn constraint(constraint: &Constraint) -> String {
    TableConstraint(constraint).to_string()
}

struct References<'a>(&'a ForeignKey);

impl Display for References<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "REFERENCES {}", Name(&self.0.table))?;
        if !self.0.parent_columns.is_empty() {
            write!(f, " ({})", Names(&self.0.parent_columns))?;
        }
        if self.0.on_delete != ReferentialAction::NoAction {
            write!(f, " ON DELETE {}", self.0.on_delete)?;
        }
        if self.0.on_update != ReferentialAction::NoAction {
            write!(f, " ON UPDATE {}", self.0.on_update)?;
        }
        match self.0.deferrable {
            Deferrable::No => Ok(()),
            Deferrable::InitiallyImmediate => f.write_str(" DEFERRABLE INITIALLY IMMEDIATE"),
            Deferrable::InitiallyDeferred => f.write_str(" DEFERRABLE INITIALLY DEFERRED"),
        }
    }
}

impl Display for ReferentialAction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
            Self::Cascade => "CASCADE",
        })
    }
}
