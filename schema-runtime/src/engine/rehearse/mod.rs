//! A whole history, run in memory by the engine that runs it in the field, with rows in every table.
//!
//! ```text
//! rehearse ─► stand_in: what can be rehearsed without the program
//!             parts:    of many tables, a few at a time
//!             step by step, on one database that comes all the way
//!               rows:     what the declaration keeps is still there
//!               virtual_rows: the same of virtual tables, and whether indexes agree
//!               sow:      rows for the tables that are new
//!               straight: the stage that goes on from here at once, taken back afterwards
//!               fresh:    what the version touched, created anew
//!             from the legacy names
//! ```

mod ahead;
mod bench;
mod excerpt;
mod files;
mod fresh;
mod guard;
mod history;
mod known;
mod legacy;
mod parts;
mod read_back;
mod readable;
mod refused;
mod rows;
mod sow;
mod stand_in;
mod straight;
mod threads;
mod touched;
mod virtual_rows;

use std::collections::BTreeSet;

use rusqlite::Connection;

use schema_core::{model::Schema, shape::Timeline};

use self::{
    bench::{NOTHING, Prepare},
    excerpt::excerpt,
    history::{History, Missed},
    parts::Parts,
    refused::refused,
};
pub use self::{
    files::rehearse_from,
    read_back::{RehearsedProgram, RowReader},
    refused::Refused,
};
use crate::engine::{
    data::Program,
    error::{RehearsalError, Rehearsed},
};

/// What a rehearsal that came to its end has seen, and what it could not see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rehearsal {
    /// The SQLite that it ran on, as SQLite writes its version number.
    pub sqlite: i32,
    /// What was left out or stood in for, because only the program has it, each in a few words.
    pub unseen: Vec<String>,
    /// The tables for which no row could be guessed, those that say `unrehearsed` not among them.
    pub unsown: Vec<String>,
}

/// Runs a history in memory: version by version, from versions straight to later ones where that is
/// something else, and from the legacy names.
///
/// What an application would bring is stood in for, or left out: the result says what.
///
/// # Errors
///
/// The first step that SQLite refuses, or the first result that is not what is declared.
pub fn rehearse(schema: &Schema) -> Result<Rehearsal, Refused> {
    rehearse_on(schema.into(), None)
}

/// Does what [`rehearse`] does on connections that the program has prepared, with its data steps, asks
/// for rows, and has them read by what reads them.
///
/// # Errors
///
/// Those of [`rehearse`], and [`RehearsalError::NotSown`] where no row could be guessed for a table.
pub fn rehearse_with<'a>(
    program: impl Into<RehearsedProgram<'a>>,
    prepare: &dyn Fn(&Connection) -> rusqlite::Result<()>,
) -> Rehearsed<Rehearsal> {
    let rehearsal = rehearse_on(program.into(), Some(prepare)).map_err(|refused| *refused.error)?;
    if rehearsal.unsown.is_empty() {
        return Ok(rehearsal);
    }
    Err(RehearsalError::NotSown {
        tables: rehearsal.unsown,
    })
}

fn rehearse_on(
    RehearsedProgram { program, rows }: RehearsedProgram<'_>,
    prepared: Option<Prepare<'_>>,
) -> Result<Rehearsal, Refused> {
    let prepare = prepared.unwrap_or(NOTHING);
    let first = program.schema.first_version();
    let part = part(program, prepare).map_err(refused(first, &[]))?;
    let timeline = Timeline::of(&part.schema);
    let program = Program {
        schema: &part.schema,
        ..program
    };
    let mut missed = if let Some(parts) = Parts::of(&part.schema, &timeline) {
        part_by_part((program, rows), &parts, prepared)?
    } else {
        let history = History::new((program, rows), &timeline, straight::MOST);
        let outcome = prepared.map(|it| history.rehearse(it));
        outcome.unwrap_or_else(|| history.rehearse_in_two())?
    };
    legacy::rehearse(program, &timeline, prepare).map_err(refused(0, &[]))?;
    for names in [&mut missed.unsown, &mut missed.unread] {
        names.sort_unstable();
        names.dedup();
    }
    Ok(Rehearsal {
        sqlite: rusqlite::version_number(),
        unseen: part.unseen.into_iter().chain(missed.unread).collect(),
        unsown: missed.unsown,
    })
}

fn part<'a>(program: Program<'a>, prepare: Prepare<'_>) -> Rehearsed<stand_in::Part<'a>> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    Ok(stand_in::part(&connection, program)?)
}

/// Rehearses each part of a schema as one that is not as large; on several
/// threads, unless the program has to prepare the connections.
fn part_by_part(
    (program, rows): (Program<'_>, &[RowReader]),
    parts: &Parts,
    prepared: Option<Prepare<'_>>,
) -> Result<Missed, Refused> {
    let groups = parts.groups();
    let one = |own: &BTreeSet<usize>, prepare: Prepare<'_>| {
        let schema = &excerpt(program.schema, parts, own);
        let part = Program { schema, ..program };
        let timeline = Timeline::of(schema);
        History::new((part, rows), &timeline, straight::MOST_OF_A_PART).rehearse(prepare)
    };
    let all: Vec<Missed> = match prepared {
        Some(prepare) => groups.iter().map(|own| one(own, prepare)).collect(),
        None => threads::map(&groups, |own| one(own, NOTHING)),
    }?;
    let mut missed = Missed::default();
    missed.extend(all);
    Ok(missed)
}

#[cfg(test)]
mod tests;
