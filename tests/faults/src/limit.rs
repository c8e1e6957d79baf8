//! A connection of little capacity: whatever SQLite can be told to refuse, it is told.

use std::ops::Range;

use rusqlite::{Connection, limits::Limit};

use crate::{
    connection::{open, outlive},
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
};

/// One limit after the other has the value k.
#[derive(Debug, Default)]
pub struct Little;

const LIMITS: [Limit; 11] = [
    Limit::SQLITE_LIMIT_LENGTH,
    Limit::SQLITE_LIMIT_SQL_LENGTH,
    Limit::SQLITE_LIMIT_COLUMN,
    Limit::SQLITE_LIMIT_EXPR_DEPTH,
    Limit::SQLITE_LIMIT_COMPOUND_SELECT,
    Limit::SQLITE_LIMIT_VDBE_OP,
    Limit::SQLITE_LIMIT_FUNCTION_ARG,
    Limit::SQLITE_LIMIT_ATTACHED,
    Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH,
    Limit::SQLITE_LIMIT_VARIABLE_NUMBER,
    Limit::SQLITE_LIMIT_TRIGGER_DEPTH,
];

/// All small values, and larger ones in steps of a twentieth.
fn values() -> Vec<i32> {
    let larger = |it: &i32| Some(it + it / 20).filter(|it| *it < 40_000);
    (0..100)
        .chain(std::iter::successors(Some(100), larger))
        .collect()
}

/// Values with which SQLite itself does harm, with none of our statements around it: where the rest of
/// a run still fits, but a page of a full-text index does not, FTS5 says that it has written the page.
fn passed_over(limit: Limit) -> Option<Range<i32>> {
    matches!(limit, Limit::SQLITE_LIMIT_LENGTH).then_some(300..1500)
}

impl Fault for Little {
    fn count(&mut self, _: &Scenario, _: &Subject) -> Result<u64> {
        Ok((LIMITS.len() * values().len()) as u64)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        let mut connection = open(&place.file(), None)?;
        let (values, at) = (values(), usize::try_from(at - 1)?);
        let Some(limit) = LIMITS.get(at / values.len()).copied() else {
            return outlive(&mut connection, subject, |_| Ok(()), |_| Ok(()));
        };
        let value = values.get(at % values.len()).copied().unwrap_or_default();
        let value =
            passed_over(limit).map_or(value, |it| if it.contains(&value) { it.end } else { value });
        let was = connection.limit(limit)?;
        let set = |it: &mut Connection, value| it.set_limit(limit, value).map(drop);
        outlive(
            &mut connection,
            subject,
            |it| set(it, value),
            |it| set(it, was),
        )
    }
}
