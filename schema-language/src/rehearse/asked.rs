//! What is asked of files that come from elsewhere: the query that gives their version.

use rusqlite::Connection;

use super::refusal;
use crate::{check::shown, lower::Lowered, report::Ctxt};

/// Reports a query that SQLite can't read. Which tables such a file has is not known here.
pub(super) fn check(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let legacy = lowered.syntax.history.legacy.as_ref();
    let Some(literal) = legacy.and_then(|it| it.version_from.as_ref()) else {
        return;
    };
    let Ok(connection) = Connection::open_in_memory() else {
        return;
    };
    let sql = literal.value();
    let Err(error) = connection.prepare(&sql).map(drop) else {
        return;
    };
    let reason = refusal::reason(&error);
    if ["no such table", "no such column", "no such function"]
        .iter()
        .any(|it| reason.starts_with(it))
    {
        return;
    }
    let place = refusal::offset(&sql, &error).map(|at| shown(&sql, at));
    let place = place.unwrap_or_default();
    cx.error(
        literal,
        format_args!("SQLite can't read this query: {reason}{place}\nhelp: correct the query"),
    );
}
