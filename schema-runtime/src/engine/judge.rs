//! What is said of the differences between a file and its declaration.

use rusqlite::Connection;

use schema_core::{
    found::{Candidate, Difference, Reshape},
    model::Schema,
    shape::Timeline,
};

use crate::engine::{
    error::{Error, Remedy, Result},
    look::look,
    terms::{Drift, Options, Report, Warning},
};

/// Whether the newest version has no seal.
fn is_draft(schema: &Schema) -> bool {
    schema.versions.last().is_some_and(|it| it.seal.is_none())
}

/// Whether the newest version is a draft, and the program one that works with drafts.
pub(super) fn is_open_draft(schema: &Schema, options: &Options) -> bool {
    is_draft(schema) && (options.drafts || cfg!(debug_assertions))
}

/// Warns of differences in what is declared, or refuses a file at the newest version for them.
pub(super) fn judge(
    connection: &Connection,
    schema: &Schema,
    mut report: Report,
    differences: Vec<Difference>,
    options: &Options,
) -> Result<Report> {
    let is_open = is_open_draft(schema, options);
    let differs = differences.iter().any(|it| !it.is_extra());
    let refuses_all = is_open && options.drift == Drift::RefuseUnusable;
    let keeps_out = |it: &Difference| it.is_extra() && it.blocks;
    let is_kept_out = refuses_unusable(options.drift) && differences.iter().any(keeps_out);
    if is_kept_out || is_refused(&differences, options.drift, refuses_all) {
        return Err(Error::Drift {
            file: report.file,
            remedy: remedy(connection, schema, options, is_open || is_kept_out)?,
            differences: against(differences),
        });
    }
    if differs && is_draft(schema) && !is_open {
        let version = schema.newest_version();
        report.warnings.push(Warning::Draft { version });
    }
    Ok(told(schema, report, differences))
}

/// Refuses a file whose version was another one when the file came to it, or warns of it.
pub(super) fn judge_seal(
    mut report: Report,
    version: i64,
    another: Option<String>,
    options: &Options,
) -> Result<Report> {
    match another {
        Some(program) if options.drift != Drift::Report => Err(Error::AnotherSeal {
            file: report.file,
            version,
            program,
        }),
        Some(program) => {
            let warning = Warning::AnotherSeal { version, program };
            report.warnings.push(warning);
            Ok(report)
        }
        None => Ok(report),
    }
}

/// Warns of differences from a newer file, or refuses it for them.
pub(super) fn judge_newer(
    schema: &Schema,
    report: Report,
    differences: Vec<Difference>,
    options: &Options,
) -> Result<Report> {
    if is_refused(&differences, options.drift, false) {
        return Err(Error::Drift {
            file: report.file,
            remedy: Remedy::Update,
            differences: against(differences),
        });
    }
    Ok(told(schema, report, differences))
}

fn is_refused(differences: &[Difference], drift: Drift, refuses_all: bool) -> bool {
    let refuses_all = refuses_all || drift == Drift::Refuse;
    let is_against =
        |it: &Difference| !it.is_extra() && (refuses_all || (refuses_unusable(drift) && it.blocks));
    differences.iter().any(is_against)
}

/// Whether a file is refused whose rows the program can't read or write.
fn refuses_unusable(drift: Drift) -> bool {
    matches!(drift, Drift::RefuseUnusable | Drift::Repair)
}

/// What speaks against a file: not what it merely has beside the declaration.
fn against(mut differences: Vec<Difference>) -> Vec<Difference> {
    differences.retain(|it| !it.is_extra() || it.blocks);
    differences
}

/// What helps with a file at the newest version.
fn remedy(
    connection: &Connection,
    schema: &Schema,
    options: &Options,
    is_open: bool,
) -> Result<Remedy> {
    let newest = schema.newest_version();
    let timeline = Timeline::since(schema, newest);
    let candidate = Candidate::of(schema, &timeline, &look(connection, schema)?, newest);
    let is_addable = candidate.differences.iter().all(Difference::is_extra);
    let is_tried = options.drift == Drift::Repair || is_open;
    Ok(if is_addable && !is_tried {
        Remedy::Repair
    } else if candidate.differences.iter().any(Reshape::leaves) {
        Remedy::ByHand
    } else {
        Remedy::Reshape
    })
}

/// The report with what is declared and differs as warnings, and what is not declared beside them.
pub(super) fn told(schema: &Schema, mut report: Report, differences: Vec<Difference>) -> Report {
    let (undeclared, differences): (Vec<_>, Vec<_>) =
        differences.into_iter().partition(Difference::is_extra);
    let warnings = differences.into_iter().map(Warning::Drift);
    report.warnings.extend(warnings);
    report.note_own(schema, undeclared);
    report
}
