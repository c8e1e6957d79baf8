//! How far a saga is, as its tables keep it.

use std::fmt;

use rusqlite_schema::rusqlite::{
    self, ToSql,
    types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
};

/// How far a saga, or one of its steps, is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SagaState {
    /// Its steps are being done.
    Running,
    /// A step failed, and those before it are being undone.
    Compensating,
    /// Any other word, kept as it is: a state that an application adds must survive this one.
    Other(String),
}

impl SagaState {
    /// The word that the file holds.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Running => "running",
            Self::Compensating => "compensating",
            Self::Other(state) => state,
        }
    }
}

impl From<&str> for SagaState {
    fn from(state: &str) -> Self {
        match state {
            "running" => Self::Running,
            "compensating" => Self::Compensating,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for SagaState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ToSql for SagaState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for SagaState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::from)
    }
}
