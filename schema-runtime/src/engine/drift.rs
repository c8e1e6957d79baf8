//! What is done about a file that differs from its declaration.

use rusqlite::Connection;

use crate::{
    found::{Difference, compare},
    model::Schema,
};

use super::{
    Drift, Error, Options, Outcome, Report, Result, Warning, introspect::look, run::file_name,
};

/// Looks for drift in a file that is at the newest version. Nothing is written.
pub(super) fn current(
    connection: &Connection,
    schema: &Schema,
    options: &Options,
) -> Result<Report> {
    let report = Report::new(file_name(connection), Outcome::Current);
    if options.drift == Drift::Ignore {
        return Ok(report);
    }
    let mut differences = compare(&schema.newest_shape(), &look(connection, schema)?);
    differences.retain(|it| !it.is_extra());
    self::report(report, differences, options)
}

/// Warns of differences, or refuses the file for them.
pub(super) fn report(
    mut report: Report,
    differences: Vec<Difference>,
    options: &Options,
) -> Result<Report> {
    match options.drift {
        Drift::Ignore => {}
        Drift::Refuse if !differences.is_empty() => {
            return Err(Error::Drift {
                file: report.file,
                differences,
            });
        }
        Drift::Refuse | Drift::Report => {
            let warnings = differences.into_iter().map(Warning::Drift);
            report.warnings.extend(warnings);
        }
    }
    Ok(report)
}
