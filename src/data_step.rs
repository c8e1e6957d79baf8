//! What the expansion of a version's `run` calls.

use std::marker::PhantomData;

use rusqlite::{Statement, ToSql};
pub use schema_runtime::engine::data::{
    ChangeOf, DataFunction, IntoMoved, NewRow, OldRow, RawStep, WholeRow,
};

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
