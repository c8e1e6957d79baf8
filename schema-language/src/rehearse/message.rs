//! What a refusal says.

use std::fmt::Display;

use rusqlite::ErrorCode;
use schema_core::{found::Difference, plan::by_their_names, shape::Shape, sql::Name};
use schema_runtime::engine::{Error, Refused, RehearsalError, Violation};

use super::{
    fault::Fault,
    help,
    refusal::{offset, reason},
};
use crate::{check::shown, lower::Lowered};

/// What is declared is made again with the version; only something else can be left behind.
const UNDECLARED: &str = "\nnote: it is not declared; `sql` has made it\nhelp: declare it, or drop it in the version that makes it";

/// The version that a refusal is about: that of the step, where a file goes straight past it.
pub(super) fn version(refused: &Refused) -> i64 {
    match refused.error.as_ref() {
        RehearsalError::Run(Error::Step { version, .. } | Error::InTheWay { version, .. }) => {
            *version
        }
        _ => refused.version,
    }
}

/// Whether this is a full-text index without texts of its own.
fn indexes_others(shape: &Shape, name: &str) -> bool {
    let mut indexes = shape.virtual_tables.iter();
    indexes.any(|it| it.item.name == *name && it.item.content().is_some())
}

/// What is wrong, the SQL that is, and what to do.
pub(super) fn message(
    lowered: &Lowered<'_>,
    shape: &Shape,
    refused: &Refused,
    fault: Option<&Fault>,
) -> String {
    let version = in_words(version(refused));
    let error = match refused.error.as_ref() {
        RehearsalError::Run(error) => error,
        RehearsalError::Unreadable { table, column, .. } => {
            let help = readable(shape, table, column);
            return format!("{}\nhelp: {help}", refused.error);
        }
        RehearsalError::Damaged { table, .. } if indexes_others(shape, table) => {
            return format!(
                "{version} can't be reached: {}\nhelp: let it index what reads the same each time",
                refused.error
            );
        }
        _ => return format!("{version} can't be reached: {}", refused.error),
    };
    let help = |source| help::help(lowered, shape, (fault, refused.step.as_deref()), source);
    match error {
        Error::Step { source, .. } if is_endless(source) => endless(&version),
        Error::Step { sql, source, .. } => {
            let place = match fault {
                Some(fault) => place(fault, &version),
                None => format!("\nnote: while running\n{}", with_caret(sql, source)),
            };
            let reason = reason(source);
            format!("SQLite refuses {version}: {reason}{place}{}", help(source))
        }
        Error::InTheWay { object, source, .. } => {
            let reason = reason(source);
            // `error in view recent after rename: no such column: title`
            let reason = reason
                .split_once(": ")
                .map_or(reason.as_str(), |(_, it)| it);
            format!("{object} is in the way of {version}: {reason}{UNDECLARED}")
        }
        Error::Mismatch { differences, .. } => mismatch(&version, differences),
        Error::Broken { name, source, .. } => {
            let more = match fault {
                Some(fault) => place(fault, &version) + &help(source),
                None => UNDECLARED.to_owned(),
            };
            let reason = reason(source);
            format!("{name} does not work at {version}: {reason}{more}")
        }
        Error::ForeignKeys { violations, .. } => orphans(lowered, &version, violations),
        error => format!("{version} can't be reached: {error}"),
    }
}

/// What makes a column readable that isn't.
fn readable(shape: &Shape, table: &str, column: &str) -> String {
    let line = shape.table(table).and_then(|it| it.column(column));
    let column = line.map(|it| &it.item);
    let (default, generated) = column.map_or((None, None), |it| {
        (it.default.as_deref(), it.generated.as_ref())
    });
    match (generated, default) {
        (Some(_), _) => {
            "declare what it computes: another type, or `Option<…>` where it may be NULL".to_owned()
        }
        (None, Some(default)) if default.starts_with('(') => {
            "let `sql(\"…\")` give what the type reads, or declare the type of what it gives"
                .to_owned()
        }
        (None, _) => format!(
            "see to it in version {} that every row has what the type reads, in `from` or in `sql`",
            shape.version
        ),
    }
}

fn in_words(version: i64) -> String {
    match version {
        0 => "the adoption of files without a version number".to_owned(),
        number => format!("version {number}"),
    }
}

fn mismatch(version: &str, differences: &[Difference]) -> String {
    format!(
        "{version} does not come out as it is declared\n{}\n\
         note: this is what SQLite made of it; if the declaration is sound, this is a bug in `rusqlite-schema`",
        lines(differences),
    )
}

fn orphans(lowered: &Lowered<'_>, version: &str, violations: &[Violation]) -> String {
    let line = |it: &Violation| {
        let mut seeds = lowered.model.seeds.iter();
        // A seed is a row of the user's own.
        match it
            .rowid
            .filter(|_| !seeds.any(|seed| seed.item.table == it.table.as_str()))
        {
            Some(_) => format!("made-up {it}"),
            None => it.to_string(),
        }
    };
    let shown: Vec<String> = violations.iter().map(line).collect();
    let child = violations.first().map_or("", |it| it.table.as_str());
    format!(
        "{version} leaves rows without a parent\n{}\n\
         help: mend them in the version, as in `sql \"DELETE FROM {} WHERE …\";`",
        lines(&shown),
        Name(child),
    )
}

/// The piece of SQL with a caret, and why it may not read as it was written.
fn place(fault: &Fault, version: &str) -> String {
    let shown = fault.at.map(|at| shown(&fault.sql, at));
    let older = fault.is_older.then(|| {
        format!("\nnote: this is how {version} reads it, before the renames of later versions")
    });
    format!("{}{}", shown.unwrap_or_default(), older.unwrap_or_default())
}

fn is_endless(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

fn endless(version: &str) -> String {
    format!(
        "a statement of {version} does not come to an end\n\
         note: it was stopped after some seconds, with two rows in every table\n\
         help: look for a recursion or a join that grows without a limit"
    )
}

fn lines<T: Display>(items: &[T]) -> String {
    items
        .iter()
        .map(|it| format!("note: {it}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A statement of ours, with a caret under the place that SQLite objects to.
fn with_caret(sql: &str, error: &rusqlite::Error) -> String {
    let Some((before, after)) = offset(sql, error).and_then(|offset| sql.split_at_checked(offset))
    else {
        return by_their_names(sql);
    };
    let (before, after) = (by_their_names(before), by_their_names(after));
    let column = before.rsplit('\n').next().unwrap_or_default();
    let caret = " ".repeat(column.chars().count());
    match after.split_once('\n') {
        Some((line, rest)) => format!("{before}{line}\n{caret}^\n{rest}"),
        None => format!("{before}{after}\n{caret}^"),
    }
}
