//! The parts of an error's sentences that depend on what they are about.

use std::{fmt::Display, time::Duration};

use super::FailedRow;
use crate::engine::place::IN_MEMORY;
use schema_core::found::Difference;

pub(super) fn at(row: Option<&FailedRow>) -> String {
    row.map_or_else(String::new, |row| format!(" at {row}"))
}

/// The rows that a step is refused for, and what to do.
pub(super) fn about(rows: &[FailedRow]) -> String {
    if rows.is_empty() {
        "\nhelp: mend what SQLite complains of, in the file or in the schema".to_owned()
    } else {
        format!(
            "\nnote: it is refused for these rows, or for more than these\n{}\nhelp: mend the rows in the file, or with a `sql` in a version before",
            lines(rows)
        )
    }
}

/// Who can open a newer file.
pub(super) fn needs(oldest: Option<i64>) -> String {
    oldest.map_or_else(String::new, |oldest| {
        format!(", which programs of version {oldest} and newer can open")
    })
}

/// How it shows that a file is another application's.
pub(super) fn foreign(tables: &[String], mark: Option<i64>) -> String {
    match mark {
        Some(mark) => format!("it is marked with the `application_id` {mark:#x}"),
        None => format!(
            "it has {}, and no table of this one with its key",
            list(tables)
        ),
    }
}

/// How a file is locked, and what helps.
pub(super) fn locked(waited: Duration, shared_cache: bool) -> String {
    if shared_cache {
        return "which shares its cache with this one (`cache=shared`); nothing was changed\nnote: SQLite waits for no such connection, whatever the busy timeout\nhelp: migrate before another connection is opened, or when it has ended its transaction; or open the database without `cache=shared`".to_owned();
    }
    format!(
        "also after {} ms; nothing was changed\nhelp: close the other program, or set a longer busy timeout",
        waited.as_millis()
    )
}

/// A program as a journal names it.
pub(in crate::engine) fn a_program(name: &str) -> String {
    if name.is_empty() {
        "an unnamed program".to_owned()
    } else {
        format!("`{name}`")
    }
}

/// The version of a library as people write it.
pub(super) fn library(number: i32) -> String {
    format!(
        "{}.{}.{}",
        number / 1_000_000,
        number / 1000 % 1000,
        number % 1000
    )
}

/// A mode with which SQLite can take a run back. A database in memory knows only this one beside OFF.
pub(super) fn journal_mode(file: &str) -> &'static str {
    match file {
        IN_MEMORY => "MEMORY",
        _ => "DELETE",
    }
}

#[cfg(feature = "rehearsal")]
pub(super) fn made_up(row: Option<&FailedRow>) -> String {
    row.map_or_else(String::new, |FailedRow { table, key }| {
        format!(" at a made-up row of `{table}`, where {key}")
    })
}

#[cfg(feature = "rehearsal")]
pub(super) fn place(table: &str, column: Option<&str>) -> String {
    match column {
        Some(column) => format!("`{table}.{column}`"),
        None => format!("`{table}`"),
    }
}

pub(super) fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Numbers of versions, of which one is meant.
pub(super) fn numbers(versions: &[i64]) -> String {
    let numbers: Vec<String> = versions.iter().map(i64::to_string).collect();
    match numbers.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// How a file gets the number that can't be found out. A stamped file must have its version's shape.
pub(super) fn stamping(missing: &[Difference]) -> String {
    let (missing, first) = match missing {
        [] => (String::new(), ""),
        _ => (
            format!("\n{}", lines(missing)),
            "make in it what is missing, ",
        ),
    };
    format!(
        "{missing}\nhelp: find out which it is; {first}open it with `Options::adopt_at(N)` with that number for `N`, or have `legacy {{ version from \"SELECT …\"; }}` ask a ledger in the file"
    )
}

/// At most this many differences or rows are worth reading.
const MOST_LINES: usize = 20;

pub(super) fn lines<T: Display>(items: &[T]) -> String {
    let mut lines: Vec<String> = items
        .iter()
        .take(MOST_LINES)
        .map(|it| format!("- {it}"))
        .collect();
    let more = items.len().saturating_sub(MOST_LINES);
    lines.extend((more > 0).then(|| format!("- and {more} more")));
    lines.join("\n")
}
