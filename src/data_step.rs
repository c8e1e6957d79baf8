//! What the expansion of a version's `run` calls.

use std::marker::PhantomData;

use rusqlite::{
    Row, Statement, ToSql,
    types::{FromSqlError, Value, ValueRef},
};
pub use schema_runtime::engine::data::{
    ChangeOf, DataFunction, IntoMoved, NewRow, OldRow, RawStep, WholeRow,
};

use super::ColumnType;

/// Binds values to the parameters of a statement, from the first on.
///
/// # Errors
///
/// A value can't be given to SQLite.
pub fn bind(statement: &mut Statement<'_>, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

/// The values of a row, each of which is made what its column declares only when it is asked for.
#[derive(Clone, Debug)]
pub struct Values(Vec<Value>);

impl Values {
    /// Takes the first `count` values out of a row.
    ///
    /// # Errors
    ///
    /// The row has fewer.
    pub fn of(row: &Row<'_>, count: usize) -> rusqlite::Result<Self> {
        let values = (0..count).map(|it| Ok(raw(row.get_ref(it)?)));
        values.collect::<rusqlite::Result<_>>().map(Self)
    }

    /// The value of the column at `index`, which is called `name`.
    ///
    /// # Errors
    ///
    /// It is no value of the type.
    pub fn get<T: ColumnType>(&self, index: usize, name: &str) -> rusqlite::Result<T> {
        let value = self.at(index);
        T::from_value(value).map_err(|error| unreadable(error, (index, name), value))
    }

    /// The same for a column that may be NULL.
    ///
    /// # Errors
    ///
    /// It is neither NULL nor a value of the type.
    pub fn get_nullable<T: ColumnType>(
        &self,
        index: usize,
        name: &str,
    ) -> rusqlite::Result<Option<T>> {
        match self.at(index) {
            ValueRef::Null => Ok(None),
            _ => self.get(index, name).map(Some),
        }
    }

    fn at(&self, index: usize) -> ValueRef<'_> {
        self.0.get(index).map_or(ValueRef::Null, ValueRef::from)
    }
}

/// A value of a row that is gone by the time when it is looked at. Text that is no UTF-8 can be read
/// as bytes alone.
fn raw(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Text(text) => match str::from_utf8(text) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Blob(text.to_owned()),
        },
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Integer(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Blob(it) => Value::Blob(it.to_owned()),
    }
}

/// What rusqlite says of a row's value that is no value of the column's type.
fn unreadable(
    error: FromSqlError,
    (index, name): (usize, &str),
    value: ValueRef<'_>,
) -> rusqlite::Error {
    match error {
        FromSqlError::InvalidType => {
            rusqlite::Error::InvalidColumnType(index, name.to_owned(), value.data_type())
        }
        FromSqlError::OutOfRange(it) => rusqlite::Error::IntegralValueOutOfRange(index, it),
        other => {
            rusqlite::Error::FromSqlConversionFailure(index, value.data_type(), Box::new(other))
        }
    }
}

/// A function, with the types of its arguments and of what it gives back.
#[derive(Debug)]
pub struct Signature<F, Arguments, Output> {
    /// The function.
    pub function: F,
    types: PhantomData<fn(Arguments) -> Output>,
}

/// Finds out which types a function has, so that a bound on them can say what is wrong with them.
pub const fn signature<F, Arguments, Output>(function: F) -> Signature<F, Arguments, Output>
where
    F: Function<Arguments, Output>,
{
    Signature {
        function,
        types: PhantomData,
    }
}

/// Stands where a version runs a function that isn't there.
#[derive(Clone, Copy, Debug)]
pub struct NoSuchFunction;

/// Something that a `run` may name, whatever its signature.
#[diagnostic::on_unimplemented(
    message = "a version runs `{Self}`, which is no function",
    label = "not a function that takes the step",
    note = "a data step is a function such as `fn name(step: &mut books::V1ToV2<'_>) -> rusqlite_schema::StepResult`"
)]
pub trait Function<Arguments, Output> {}

#[diagnostic::do_not_recommend]
impl<F: Fn() -> Output, Output> Function<(), Output> for F {}

#[diagnostic::do_not_recommend]
impl<F: Fn(A) -> Output, A, Output> Function<(A,), Output> for F {}

#[diagnostic::do_not_recommend]
impl<F: Fn(A, B) -> Output, A, B, Output> Function<(A, B), Output> for F {}

#[diagnostic::do_not_recommend]
impl<F: Fn(A, B, C) -> Output, A, B, C, Output> Function<(A, B, C), Output> for F {}

#[diagnostic::do_not_recommend]
impl Function<Self, Self> for NoSuchFunction {}
