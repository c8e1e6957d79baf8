//! Types of columns, defaults, and what is computed.

use quote::ToTokens;
use schema_core::{model::Domain, shape::ColumnLine};

use super::{
    affinity::Stored,
    literal::{Holds, Value, holds, option_of, value},
    nodes::Nodes,
    place, reads,
    scene::Scene,
};
use crate::{
    lower::{ColumnOrigin, Lowered},
    report::Ctxt,
    syntax::{Clause, ClauseKind},
    written::written,
};

const STRICT_TYPES: [&str; 6] = ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"];

// A strict table knows six types:
//
//     table book strict { price: Price as NUMERIC }
pub(super) fn check_strict_type(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods().filter(|it| it.table.strict) {
        for line in &period.table.columns {
            let ty = &line.item.ty;
            let Some(origin) = period.column(line) else {
                continue;
            };
            let known = STRICT_TYPES.iter().any(|it| it.eq_ignore_ascii_case(ty));
            if known || !scene.first(origin.line) {
                continue;
            }
            cx.error(
                place::column_type(&origin),
                format_args!(
                    "a strict table has no type `{ty}`\n\
                     help: write one of `as INTEGER`, `as REAL`, `as TEXT`, `as BLOB`, `as ANY`"
                ),
            );
        }
    }
}

// A column keeps what its type writes, so that the type can read it:
//
//     number: i64 as TEXT,
pub(super) fn check_column_holds(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for line in &period.table.columns {
            let Some(origin) = period.column(line).filter(|it| it.line.sql_type.is_some()) else {
                continue;
            };
            let stored = Stored {
                declared: &line.item.ty,
                holds: holds_of(&origin, line),
                strict: period.table.strict,
            };
            let Some((why, word)) = stored.refusal() else {
                continue;
            };
            if scene.first(origin.line) {
                let ty = written(option_of(&origin.line.ty).unwrap_or(&origin.line.ty));
                let name = written(&origin.line.name);
                let column = match &origin.line.field {
                    Some(field) => format!("{name} as {field}"),
                    None => name,
                };
                let whole = written(&origin.line.ty);
                let declared = &line.item.ty;
                cx.error(
                    place::column_type(&origin),
                    format_args!(
                        "a column that is {declared} {why}, and `{ty}` can't read that\n\
                         help: write `{column}: {whole} as {word}`, or, if files have it as {declared}, \
                         wrap `{ty}` in a type of your own that reads what is there"
                    ),
                );
            }
        }
    }
}

/// What a column holds, the elements of a list being text.
fn holds_of(origin: &ColumnOrigin<'_>, line: &ColumnLine) -> Holds {
    match line.item.domain {
        Some(Domain::Elements(_)) => Holds::Text,
        _ => holds(origin, &line.item.ty),
    }
}

// A default is a value of the column's type:
//
//     pages: u8 = 300,
pub(super) fn check_default_type(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        for (column, origin) in table.columns.iter().zip(&origin.columns) {
            let Some(default) = origin.line.default.as_ref() else {
                continue;
            };
            let refusal = holds(origin, &column.item.ty).refusal(value(default), &written(default));
            if let Some(message) = refusal.filter(|_| seen.insert(origin.line)) {
                cx.error(default, message);
            }
        }
    }
}

/// The clause that makes a column a computed one.
fn generated(clauses: &[Clause]) -> Option<&Clause> {
    let mut clauses = clauses.iter();
    clauses.find(|it| matches!(it.kind, ClauseKind::Generated { .. }))
}

// A generated column has no other value than the computed one:
//
//     total: i64 = 0 generated "a + b",
pub(super) fn check_generated_value(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = Nodes::default();
    for origin in lowered.tables.iter().flat_map(|it| &it.columns) {
        let line = origin.line;
        let Some(clause) = generated(&line.clauses).filter(|_| seen.insert(line)) else {
            continue;
        };
        let from = line
            .clauses
            .iter()
            .find(|it| matches!(it.kind, ClauseKind::From(_)));
        let key = line
            .clauses
            .iter()
            .find(|it| matches!(it.kind, ClauseKind::PrimaryKey { .. }));
        let default = line.default.as_ref();
        let mistakes = [
            default.map(|it| (it.to_token_stream(), "has no default")),
            from.map(|it| (it.tokens.clone(), "is not filled from another")),
            key.map(|it| (it.tokens.clone(), "can't be the primary key")),
        ];
        for (tokens, message) in mistakes.into_iter().flatten() {
            cx.error_with(
                tokens,
                format_args!("a generated column {message}\nhelp: remove this"),
                &clause.tokens,
                "the column is generated here",
            );
        }
    }
}

// A default is computed when a row comes, without the row:
//
//     slug: String = sql("lower(title)"),
pub(super) fn check_default_reads_row(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        for (column, origin) in table.columns.iter().zip(&origin.columns) {
            let (Some(sql), Some(written)) = (&column.item.default, &origin.line.default) else {
                continue;
            };
            if value(written) != Value::Unknown {
                continue;
            }
            let names = table.columns.iter().map(|it| it.item.name.as_ref());
            let read = reads::columns_in(sql, names);
            if let Some(name) = read.first().filter(|_| seen.insert(origin.line)) {
                cx.error(
                    written,
                    format_args!(
                        "a default can't read column `{name}`\n\
                         help: write `generated \"…\"` for a value that follows from others"
                    ),
                );
            }
        }
    }
}
