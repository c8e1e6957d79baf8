//! Keys, foreign keys and checks, at their column or on a line of their own.

use std::fmt::{self, Display, Formatter};

use crate::model::{
    Constraint, Deferrable, ForeignKey, OnConflict, ReferentialAction, Sorting, Text,
};

use crate::sql::{Name, Names};

/// A constraint behind the column that owns it.
pub(super) struct ColumnConstraint<'a>(pub(super) &'a Constraint);

impl Display for ColumnConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Named(self.0.name()))?;
        match self.0 {
            Constraint::PrimaryKey(key) => {
                let descending = key.sorting.iter().any(|it| it.descending);
                f.write_str("PRIMARY KEY")?;
                f.write_str(if descending { " DESC" } else { "" })?;
                write!(f, "{}", key.on_conflict)?;
                f.write_str(if key.autoincrement {
                    " AUTOINCREMENT"
                } else {
                    ""
                })
            }
            Constraint::Unique(unique) => write!(f, "UNIQUE{}", unique.on_conflict),
            Constraint::ForeignKey(key) => write!(f, "{}", References(key)),
            Constraint::Check(check) => write!(f, "CHECK ({})", check.expression),
        }
    }
}

/// A constraint on a line of its own.
pub(super) struct TableConstraint<'a>(pub(super) &'a Constraint);

impl Display for TableConstraint<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Named(self.0.name()))?;
        match self.0 {
            Constraint::PrimaryKey(key) => {
                let columns = KeyColumns(&key.columns, &key.sorting);
                write!(f, "PRIMARY KEY ({columns}){}", key.on_conflict)
            }
            Constraint::Unique(unique) => {
                let columns = KeyColumns(&unique.columns, &unique.sorting);
                write!(f, "UNIQUE ({columns}){}", unique.on_conflict)
            }
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

/// `CONSTRAINT name `, where a constraint has a name.
pub(super) struct Named<'a>(pub(super) Option<&'a Text>);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, "CONSTRAINT {} ", Name(name)),
            None => Ok(()),
        }
    }
}

/// The columns of a key, with how they are sorted.
struct KeyColumns<'a>(&'a [Text], &'a [Sorting]);

impl Display for KeyColumns<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, name) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{}", Name(name))?;
            let Some(sorting) = self.1.get(at) else {
                continue;
            };
            if let Some(collate) = &sorting.collate {
                write!(f, " COLLATE {}", Name(collate))?;
            }
            f.write_str(if sorting.descending { " DESC" } else { "" })?;
        }
        Ok(())
    }
}

/// The clause with a space before it; nothing for what SQLite does anyway.
impl Display for OnConflict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abort => Ok(()),
            Self::Rollback => f.write_str(" ON CONFLICT ROLLBACK"),
            Self::Fail => f.write_str(" ON CONFLICT FAIL"),
            Self::Ignore => f.write_str(" ON CONFLICT IGNORE"),
            Self::Replace => f.write_str(" ON CONFLICT REPLACE"),
        }
    }
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
