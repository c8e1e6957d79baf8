//! The piece of SQL that SQLite objects to, and the place in it.

use proc_macro2::TokenStream;
use schema_core::{plan::Step, shape::Shape};
use schema_runtime::engine::{Error, Refused, RehearsalError};
use syn::LitStr;

use super::{
    literal::{self, Written},
    refusal::{Missing, offset, reason},
};
use crate::lower::Lowered;

/// A piece of SQL with something wrong in it.
pub(super) struct Fault {
    /// The literal in which it was written.
    pub(super) tokens: TokenStream,
    /// The SQL as the refused version has it.
    pub(super) sql: String,
    /// The byte that SQLite objects to, where that is known.
    pub(super) at: Option<usize>,
    /// The table whose columns the SQL reads without naming it.
    pub(super) table: Option<String>,
    /// Whether renames of later versions have been taken back in it.
    pub(super) is_older: bool,
}

impl Fault {
    /// Whether SQLite has read all of it, and wants more.
    pub(super) fn is_at_end(&self) -> bool {
        self.at.is_some_and(|at| at >= self.sql.len())
    }

    pub(super) fn new(written: Written<'_>, at: Option<usize>) -> Self {
        let literal = syn::parse2::<LitStr>(written.tokens.clone());
        Self {
            is_older: literal.is_ok_and(|it| it.value() != written.sql),
            tokens: written.tokens,
            sql: written.sql.to_owned(),
            at,
            table: written.table,
        }
    }

    /// Finds the piece that is to blame for a refusal, if it is one that was written.
    pub(super) fn find(lowered: &Lowered<'_>, shape: &Shape, refused: &Refused) -> Option<Self> {
        match refused.error.as_ref() {
            RehearsalError::Run(Error::Step { sql, source, .. }) => {
                let step = refused.step.as_deref()?;
                let pieces = literal::of_step(lowered, shape, step);
                in_statement(pieces, sql, source, matches!(step, Step::CopyRows(_)))
            }
            RehearsalError::Run(Error::Broken { name, source, .. }) => {
                let name = name.split('`').nth(1)?;
                let pieces = literal::of_object(lowered, shape, name);
                by_name(pieces, source)
            }
            _ => None,
        }
    }
}

/// The piece of a statement at which SQLite stopped.
fn in_statement(
    pieces: Vec<Written<'_>>,
    statement: &str,
    error: &rusqlite::Error,
    is_copy: bool,
) -> Option<Fault> {
    let Some(offset) = offset(statement, error) else {
        // What the rows of a copy break has a column, which is more to the point than a `from`.
        let is_about_rows = is_copy && Missing::of(&reason(error)).is_none();
        return by_name(pieces, error).filter(|_| !is_about_rows);
    };
    pieces.into_iter().find_map(|it| {
        let mut places = statement.match_indices(it.sql).map(|(start, _)| start);
        let reaches = |start: &usize| (*start..=*start + it.sql.len()).contains(&offset);
        let start = places.find(reaches)?;
        Some(Fault::new(it, Some(offset - start)))
    })
}

/// The piece that has the name which SQLite doesn't find, or the only one.
fn by_name(pieces: Vec<Written<'_>>, error: &rusqlite::Error) -> Option<Fault> {
    let missing = Missing::of(&reason(error));
    let place = |it: &Written<'_>| missing.as_ref().and_then(|missing| missing.find(it.sql));
    let is_only = pieces.len() == 1;
    pieces.into_iter().find_map(|it| {
        let at = place(&it);
        (at.is_some() || is_only).then(|| Fault::new(it, at))
    })
}
