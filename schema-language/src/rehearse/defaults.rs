//! Defaults that no row has asked for: SQLite compiles them only when one does.

use rusqlite::Connection;
use schema_core::shape::{Shape, Timeline};

use super::{fault::Fault, help, literal, refusal};
use crate::{check::shown, lower::Lowered, report::Ctxt};

/// Reports the first default that can't be computed.
pub(super) fn check(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let model = &lowered.model;
    if !model.externs.is_empty() {
        return;
    }
    let Ok(connection) = Connection::open_in_memory() else {
        return;
    };
    let timeline = Timeline::of(model);
    for (table, declared) in model.tables.iter().enumerate() {
        for (line, column) in declared.columns.iter().enumerate() {
            let Some(shape) = timeline.at(column.lifetime.since) else {
                continue;
            };
            let default = column.item.default.as_deref();
            let refused = default.and_then(|sql| {
                let prepared = connection.prepare(&format!("SELECT {sql}"));
                prepared.map(drop).err()
            });
            if let Some(error) = refused {
                return report(cx, lowered, (shape, table, line), &error);
            }
        }
    }
}

fn report(
    cx: &mut Ctxt,
    lowered: &Lowered<'_>,
    (shape, table, line): (&Shape, usize, usize),
    error: &rusqlite::Error,
) {
    let origins = lowered.tables.get(table);
    let default = shape.declared_table(table).and_then(|table| {
        let column = table.columns.iter().find(|it| it.declared == line)?;
        literal::default(origins?.columns.get(line)?.line, &column.item)
    });
    let Some(written) = default else { return };
    let reason = refusal::reason(error);
    let at = refusal::Missing::of(&reason).and_then(|it| it.find(written.sql));
    let fault = Fault::new(written, at);
    let place = at.map(|at| shown(&fault.sql, at)).unwrap_or_default();
    let help = help::help(lowered, shape, (Some(&fault), None), error);
    cx.error(
        &fault.tokens,
        format_args!("SQLite can't compute this default: {reason}{place}{help}"),
    );
}
