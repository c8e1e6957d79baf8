//! What the expansion of `schema!` calls. Not part of the interface.

use rusqlite::{
    Row, RowIndex, ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
pub use schema_core::seal::check_sealed;
pub use schema_macros::schema;
pub use schema_runtime::engine::{self, At};

use crate::UnknownName;

pub mod data_step;

/// Lets through what needs the feature `rehearsal`, which only this crate knows to be on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "rehearsal")]
macro_rules! __if_rehearsal {
    ($($item:item)*) => { $($item)* };
}

/// Leaves out what needs the feature `rehearsal`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "rehearsal"))]
macro_rules! __if_rehearsal {
    ($($item:item)*) => {};
}

pub use crate::__if_rehearsal as if_rehearsal;

/// The names that the static data is written in.
pub mod data {
    pub use std::{
        borrow::Cow::Borrowed as B,
        option::Option::{None, Some},
    };

    pub use schema_core::model::*;

    /// The program that a schema is part of, if its compiler was told by Cargo.
    #[must_use]
    pub const fn release(
        name: Option<&'static str>,
        version: Option<&'static str>,
    ) -> Option<Release> {
        match (name, version) {
            (Some(name), Some(version)) => Some(Release {
                name: B(name),
                version: B(version),
            }),
            _ => None,
        }
    }
}

/// A type that a column can hold.
///
/// However often a type without the traits is used, it gives one error, at the type: it is the same
/// bound at the same place. Hence the methods for `Option`, whose bound is on what it holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "not a column type",
    note = "implement `rusqlite::ToSql` and `rusqlite::types::FromSql` for it"
)]
pub trait ColumnType: Sized {
    /// Reads the column with this name or number.
    ///
    /// # Errors
    ///
    /// The column is missing or holds something else.
    fn get<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Self>;

    /// Reads the nullable column with this name or number.
    ///
    /// # Errors
    ///
    /// The column is missing or holds something else.
    fn get_nullable<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Option<Self>>;

    /// Reads a value that has been taken out of its row.
    ///
    /// # Errors
    ///
    /// It is another type's.
    fn from_value(value: ValueRef<'_>) -> FromSqlResult<Self>;

    /// The value as a parameter of a statement.
    fn parameter(&self) -> &dyn ToSql;

    /// The value or NULL as a parameter of a statement.
    fn nullable_parameter(value: &Option<Self>) -> &dyn ToSql;
}

#[diagnostic::do_not_recommend]
impl<T: ToSql + FromSql> ColumnType for T {
    fn get<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Self> {
        row.get(column)
    }

    fn get_nullable<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Option<Self>> {
        row.get(column)
    }

    fn from_value(value: ValueRef<'_>) -> FromSqlResult<Self> {
        T::column_result(value)
    }

    fn parameter(&self) -> &dyn ToSql {
        self
    }

    fn nullable_parameter(value: &Option<Self>) -> &dyn ToSql {
        value
    }
}

/// Stands in for the value of a column whose type was refused: it makes no second error.
///
/// # Errors
///
/// Always, but a program that calls it does not compile.
pub fn refused<T>() -> rusqlite::Result<T> {
    Err(rusqlite::Error::InvalidQuery)
}

/// Parameters with the one type that rusqlite takes for any number of them.
#[must_use]
pub fn parameters<'a>(parameters: &'a [&'a dyn ToSql]) -> &'a [&'a dyn ToSql] {
    parameters
}

/// The element of a declared list with this name.
///
/// # Errors
///
/// No element has it.
pub fn parse<T: Copy>(
    all: &[T],
    as_str: fn(T) -> &'static str,
    name: &str,
) -> Result<T, UnknownName> {
    let found = all.iter().copied().find(|it| as_str(*it) == name);
    found.ok_or_else(|| UnknownName::new(name, all.iter().copied().map(as_str)))
}

/// An element of a declared list as a parameter of a statement.
///
/// # Errors
///
/// Never; the signature is that of [`ToSql::to_sql`].
pub fn to_sql(name: &'static str) -> rusqlite::Result<ToSqlOutput<'static>> {
    Ok(ToSqlOutput::from(name))
}

/// The element of a declared list that a column names.
///
/// # Errors
///
/// The column holds no text, or no element has that name.
pub fn from_sql<T: Copy>(
    all: &[T],
    as_str: fn(T) -> &'static str,
    value: ValueRef<'_>,
) -> FromSqlResult<T> {
    parse(all, as_str, value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)))
}
