//! The rehearsal: the history is run on SQLite, and what SQLite refuses is shown where it was asked for.
//!
//! ```text
//! Refused ─► fault: the piece of SQL that is wrong, and where in it   ─► its literal
//!              literal: the pieces that stand behind a step
//!            blame: else the column, else the table, else the version ─► their tokens
//!            message: what SQLite says, the SQL with a caret
//!              help: what was meant
//!              refusal: reads what SQLite says
//! ```

mod asked;
mod away;
mod blame;
mod defaults;
mod fault;
mod help;
mod literal;
mod message;
mod refusal;

use std::panic::{self, AssertUnwindSafe};

use schema_runtime::engine::{self, Rehearsal};

use self::{blame::blame, fault::Fault, message::message};
use crate::{lower::Lowered, report::Ctxt};

/// Runs the history of a schema without errors, and reports what doesn't work; what it has seen.
pub(crate) fn rehearse(cx: &mut Ctxt, lowered: &Lowered<'_>) -> Option<Rehearsal> {
    // The one call that leaves our code: a panic in somebody's editor would be two bugs.
    match panic::catch_unwind(AssertUnwindSafe(|| engine::rehearse(&lowered.model))) {
        Ok(Ok(rehearsal)) => {
            defaults::check(cx, lowered);
            asked::check(cx, lowered);
            Some(rehearsal)
        }
        Ok(Err(refused)) => {
            let shape = lowered.model.shape(message::version(&refused));
            let fault = Fault::find(lowered, &shape, &refused);
            let message = message(lowered, &shape, &refused, fault.as_ref());
            let tokens = match fault {
                Some(fault) => fault.tokens,
                None => blame(lowered, &shape, &refused),
            };
            cx.error(tokens, message);
            None
        }
        Err(_) => {
            cx.error(
                &lowered.syntax.name,
                "the rehearsal panicked; this is a bug in `rusqlite-schema`\n\
                 help: report it, and switch off the feature `rehearsal` meanwhile",
            );
            None
        }
    }
}

#[cfg(test)]
mod tests;
