//! Data at stake: rules that come while rows stand that have never heard of them.
//!
//! A file in the field may hold rows that break a new rule, and then it could never be upgraded
//! again. So the version that brings the rule has to say what becomes of such rows, in an `sql` or
//! a `run`; that a step is there is all that can be seen here, and the rehearsal sees it run.

use schema_core::{
    model::{Check, Constraint},
    shape::ColumnLine,
    sql,
};

use super::{
    domains::{follows_from_older, is_made, is_narrowed},
    evaluate::{self, Truth},
    place,
    reads::columns_in,
    scene::{Change, Scene},
    values::{changes_line, is_new, value_for_old_rows},
};
use crate::{lower::ConstraintOrigin, report::Ctxt};

// Rows that stand may not meet a new check:
//
//     pages: i64,
//     check "pages > 0" since 2,
pub(super) fn check_check_over_old_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let (version, table) = (change.after.since, &change.after.table.name);
        for (check, origin) in new_checks(&change) {
            let expression = &check.expression;
            let lines = read_columns(&change, check);
            let filled = lines.iter().any(|it| is_filled(&change, it));
            let asks = lines.iter().any(|it| !is_new(&change, it));
            let unknown = truth_for_old_rows(&change, check) == Truth::Unknown;
            let told = is_made(&origin) && lines.iter().any(|it| is_narrowed(&change, it));
            let follows = told || follows_from_older(&change, expression, &lines);
            if filled || !asks || !unknown || follows || scene.moves_data(version, table) {
                continue;
            }
            if scene.first_address(place::constraint_node(&origin)) {
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{table}` that stand may not meet this check\n\
                         help: say in version {version} what becomes of them, \
                         as in `sql \"UPDATE {table} SET … WHERE NOT ({expression})\";`"
                    ),
                );
            }
        }
    }
}

/// The checks that come, unless another goes that says the same.
fn new_checks<'a>(
    change: &Change<'a>,
) -> impl Iterator<Item = (&'a Check, ConstraintOrigin<'a>)> + use<'a> {
    let (before, after) = (change.before, change.after);
    let gone: Vec<&Check> = before
        .constraints_beside(after)
        .filter_map(|(it, _)| is_check(it))
        .collect();
    let new = after.constraints_beside(before);
    let new = new.filter_map(|(it, origin)| Some((is_check(it)?, origin)));
    new.filter(move |(check, _)| {
        let same = |it: &&Check| sql::same(&it.expression, &check.expression);
        !gone.iter().any(same)
    })
}

fn is_check(constraint: &Constraint) -> Option<&Check> {
    match constraint {
        Constraint::Check(check) => Some(check),
        _ => None,
    }
}

/// The columns that a check reads.
fn read_columns<'a>(change: &Change<'a>, check: &Check) -> Vec<&'a ColumnLine> {
    let table = change.after.table;
    let names = table.columns.iter().map(|it| it.item.name.as_ref());
    let read = columns_in(&check.expression, names);
    read.iter().filter_map(|it| table.column(it)).collect()
}

/// What is known of a check for rows that have only defaults in new columns.
fn truth_for_old_rows(change: &Change<'_>, check: &Check) -> Truth {
    let column = |name: &str| {
        let line = change.after.table.column(name)?;
        is_new(change, line)
            .then(|| value_for_old_rows(line))
            .flatten()
    };
    evaluate::truth(&check.expression, &column)
}

/// Whether the change says what the column gets.
pub(super) fn is_filled(change: &Change<'_>, line: &ColumnLine) -> bool {
    line.item.from.is_some() && changes_line(change, line)
}

// Rows that stand get the defaults of what comes, which must fit together:
//
//     least: i64 = 0 since 2,
//     most: i64 = 0 since 2,
//     check "least < most" since 2,
pub(super) fn check_new_columns_meet_check(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let table = &change.after.table.name;
        for (check, origin) in new_checks(&change) {
            let lines = read_columns(&change, check);
            let names: Vec<&str> = lines.iter().map(|it| it.item.name.as_ref()).collect();
            // A check of one column and its default don't need rows to be at odds.
            let broken = truth_for_old_rows(&change, check) == Truth::False;
            let several = lines.len() > 1;
            if broken && several && scene.first_address(place::constraint_node(&origin)) {
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{table}` that stand would not meet this check\n\
                         help: write defaults for ({}) that meet it, or `from \"…\"`",
                        names.join(", "),
                    ),
                );
            }
        }
    }
}
