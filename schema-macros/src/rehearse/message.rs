//! What a refusal says.

use std::fmt::Display;

use rusqlite::ErrorCode;
use schema_runtime::{
    engine::{Error, Refused},
    shape::Shape,
    sql::Name,
};

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
        Error::Step { version, .. } | Error::InTheWay { version, .. } => *version,
        _ => refused.version,
    }
}

/// What is wrong, the SQL that is, and what to do.
pub(super) fn message(
    lowered: &Lowered<'_>,
    shape: &Shape,
    refused: &Refused,
    fault: Option<&Fault>,
) -> String {
    let number = version(refused);
    let version = if number == 0 {
        "the adoption of files without a version number".to_owned()
    } else {
        format!("version {number}")
    };
    let step = refused.step.as_deref();
    match refused.error.as_ref() {
        Error::Step { source, .. } if is_endless(source) => endless(&version),
        Error::Step { sql, source, .. } => {
            let head = format!("SQLite refuses {version}: {}", reason(source));
            let place = match fault {
                Some(fault) => place(fault, &version),
                None => format!("\nnote: while running\n{}", with_caret(sql, source)),
            };
            format!(
                "{head}{place}{}",
                help::help(lowered, shape, (fault, step), source)
            )
        }
        Error::InTheWay { object, source, .. } => {
            let reason = reason(source);
            let reason = reason
                .splitn(3, ": ")
                .skip(1)
                .collect::<Vec<_>>()
                .join(": ");
            format!("{object} is in the way of {version}: {reason}{UNDECLARED}")
        }
        Error::Mismatch { differences, .. } => format!(
            "{version} does not come out as it is declared\n{}\n\
             note: this is what SQLite made of it; if the declaration is sound, this is a bug in `rusqlite-schema`",
            lines(differences),
        ),
        Error::Broken { name, source, .. } => {
            let place = fault.map_or_else(String::new, |fault| place(fault, &version));
            let help = match fault {
                Some(_) => help::help(lowered, shape, (fault, step), source),
                None => UNDECLARED.to_owned(),
            };
            format!(
                "{name} does not work at {version}: {}{place}{help}",
                reason(source)
            )
        }
        Error::ForeignKeys { violations, .. } => {
            let child = violations.first().map_or("", |it| it.table.as_str());
            format!(
                "{version} leaves rows without a parent\n{}\n\
                 help: mend them in the version, as in `sql \"DELETE FROM {} WHERE …\";`",
                lines(violations),
                Name(child),
            )
        }
        error => format!("{version} can't be reached: {error}"),
    }
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
        return sql.to_owned();
    };
    let column = before.rsplit('\n').next().unwrap_or_default();
    let caret = " ".repeat(column.chars().count());
    match after.split_once('\n') {
        Some((line, rest)) => format!("{before}{line}\n{caret}^\n{rest}"),
        None => format!("{before}{after}\n{caret}^"),
    }
}
