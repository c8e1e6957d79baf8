//! A schema together with the functions that its program brings.

use rusqlite::Connection;

#[cfg(feature = "rehearsal")]
use schema_core::model::Action;
use schema_core::{model::Schema, plan::Call};

use crate::engine::{
    connection::file_name,
    error::{Error, Result},
    terms::{RowCounts, Watch},
};

use super::{
    call::{Filled, RawStep},
    statements::Cache,
};

/// A schema, and the functions that a program brings for its data steps.
///
/// A schema alone is a program without functions: `migrate(&connection, &SCHEMA)`.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The functions that its versions run.
    pub steps: &'a [DataFunction],
}

impl<'a> From<&'a Schema> for Program<'a> {
    fn from(schema: &'a Schema) -> Self {
        Self { schema, steps: &[] }
    }
}

impl Program<'_> {
    /// Calls the function for a step that leads to `version`.
    pub(crate) fn call(
        &self,
        connection: &Connection,
        (call, version): (&Call, i64),
        watch: Option<&Watch>,
        filled: &Filled,
    ) -> Result<RowCounts> {
        let file = file_name(connection);
        let Some(function) = self.function(version, &call.function) else {
            let function = call.function.clone();
            return Err(Error::NoDataStep {
                file,
                version,
                function,
            });
        };
        let statements = Cache::new(connection);
        let step = (call, version);
        let mut raw = RawStep::new(connection, &statements, step, &file, watch, filled);
        let outcome = (function.call)(&mut raw);
        raw.close(outcome)
    }

    /// The function that a version runs by this name.
    pub(crate) fn function(&self, version: i64, name: &str) -> Option<&DataFunction> {
        let mut steps = self.steps.iter();
        steps.find(|it| it.version == version && it.name == name)
    }
}

#[cfg(feature = "rehearsal")]
impl<'a> Program<'a> {
    /// The data steps for which there is no function: their versions and names.
    pub(crate) fn missing_steps(self) -> impl Iterator<Item = (i64, &'a str)> {
        self.schema.versions.iter().flat_map(move |version| {
            version
                .actions
                .iter()
                .filter_map(move |action| match action {
                    Action::Run(name) => self
                        .function(version.number, name)
                        .is_none()
                        .then_some((version.number, name.as_ref())),
                    _ => None,
                })
        })
    }
}

/// A function that a version runs.
#[derive(Clone, Copy, Debug)]
pub struct DataFunction {
    /// The version.
    pub version: i64,
    /// The function's path, as the model's [`Run`](schema_core::model::Action::Run) has it.
    pub name: &'static str,
    /// Calls it: `|raw| function(&mut DataStep::new(raw))`.
    pub call: fn(&mut RawStep<'_>) -> Result<()>,
}
