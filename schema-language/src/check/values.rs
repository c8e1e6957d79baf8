//! Data at stake: columns that come or change while rows stand.

use schema_core::{
    model::{Check, Constraint},
    shape::{ColumnLine, mentions},
    sql::Affinity,
};

use super::{
    affinity::Stored,
    again, distinct,
    evaluate::{self, Truth, Value},
    literal::{Holds, holds, is_option, nothing},
    place,
    reads::columns_in,
    scene::{Change, Period, Scene},
};
use crate::{
    lower::{ColumnOrigin, ConstraintOrigin},
    report::Ctxt,
    written::written,
};

/// The value that a column has in every row that stands when it comes, if that is certain.
pub(super) fn value_for_old_rows(line: &ColumnLine) -> Option<Value> {
    let column = &line.item;
    if column.from.is_some() || column.generated.is_some() {
        return None;
    }
    match &column.default {
        Some(default) => evaluate::literal(default),
        None => Some(Value::Null),
    }
}

/// Whether the column comes with the change.
pub(super) fn is_new(change: &Change<'_>, line: &ColumnLine) -> bool {
    let before = change.before.table;
    before.column_by_identity(line.identity).is_none()
}

/// Whether another line declares the column since the change.
pub(super) fn changes_line(change: &Change<'_>, line: &ColumnLine) -> bool {
    let before = change.before.table.column_by_identity(line.identity);
    before.is_none_or(|it| it.declared != line.declared)
}

/// The columns that another line declares from the change on, before and after.
pub(super) fn altered<'a>(
    change: &Change<'a>,
) -> impl Iterator<Item = (&'a ColumnLine, &'a ColumnLine)> {
    let before = change.before.table;
    let columns = change.after.table.columns.iter();
    columns.filter_map(|line| {
        let old = before.column_by_identity(line.identity)?;
        (old.declared != line.declared).then_some((old, line))
    })
}

// A column that comes must have a value for the rows that stand:
//
//     pages: i64 since 2,
pub(super) fn check_new_column_has_value(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        let rowid = after.table.rowid_key().map(|it| it.identity);
        let new = after.table.columns.iter().filter(|it| is_new(&change, it));
        for line in new.filter(|it| it.item.not_null && Some(it.identity) != rowid) {
            let Some(origin) = after.column(line) else {
                continue;
            };
            let lacks = value_for_old_rows(line) == Some(Value::Null);
            if !lacks || scene.runs_code(after.since) || !scene.first(origin.line) {
                continue;
            }
            let name = &line.item.name;
            let ty = &origin.line.ty;
            let (rust, _) = nothing(&origin, &line.item);
            let written = written(ty);
            cx.error(
                place::column(&origin),
                format_args!(
                    "rows of `{table}` that stand at version {version} would have no `{name}`\n\
                     help: give it a default, such as `= {rust}`, \
                     or a value, such as `from \"…\"`, or write `{name}: Option<{written}>`, \
                     or let version {since} `run` a function that gives it",
                    table = after.table.name,
                    version = change.before.last,
                    since = after.since,
                ),
            );
        }
    }
}

// A column that may be NULL becomes one that may not, and the NULLs must become something:
//
//     pages: Option<i64> until 7,
//     pages: i64 since 7,
pub(super) fn check_null_has_value(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let version = change.after.since;
        for (old, new) in altered(&change) {
            let becomes = !old.item.not_null && new.item.not_null && new.item.from.is_none();
            let rowid = change.before.table.rowid_key().map(|it| it.identity);
            let was_nullable = change
                .before
                .column(old)
                .is_some_and(|it| is_option(&it.line.ty) || Some(old.identity) != rowid);
            let Some(origin) = change.after.column(new) else {
                continue;
            };
            let settled = is_settled(scene, &change, new);
            let generated = new.item.generated.is_some();
            if !becomes || !was_nullable || settled || generated || !scene.first(origin.line) {
                continue;
            }
            let name = &new.item.name;
            let (_, nothing) = nothing(&origin, &new.item);
            let default = new.item.default.as_deref();
            let value = default
                .filter(|it| evaluate::literal(it).is_some())
                .unwrap_or(&nothing);
            let filled = if distinct::is_in_key(change.after.table, new) {
                distinct::filled(change.after.table, new)
            } else {
                format!("coalesce({name}, {value})")
            };
            cx.error(
                place::column(&origin),
                format_args!(
                    "rows of `{}` may have no `{name}` before version {version}\n\
                     help: say what those get, as in `from \"{filled}\"`, \
                     or let version {version} `run` a function that does",
                    change.after.table.name,
                ),
            );
        }
    }
}

/// Whether a data step of the version has a say about the column.
pub(super) fn is_settled(scene: &Scene<'_>, change: &Change<'_>, line: &ColumnLine) -> bool {
    let version = scene.model.version(change.after.since);
    let mut actions = version.into_iter().flat_map(|it| it.actions.iter());
    actions.any(|it| match it {
        schema_core::model::Action::Run(_) => true,
        schema_core::model::Action::Sql(sql) => {
            mentions(sql, &change.after.table.name) && mentions(sql, &line.item.name)
        }
        _ => false,
    })
}

// A column gets a type that can't hold every value of the one before:
//
//     price: String until 4,
//     price: i64 since 4,
pub(super) fn check_narrowed_type(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        for (old, new) in altered(&change) {
            let (Some(before), Some(after)) = (change.before.column(old), change.after.column(new))
            else {
                continue;
            };
            let computed = new.item.generated.is_some() || new.item.from.is_some();
            let was = stored(&change.before, old, &before);
            let is = stored(&change.after, new, &after);
            let known = was.holds != Holds::Unknown && is.holds != Holds::Unknown;
            if computed || !known || !was.is_narrowed_by(&is) || is_settled(scene, &change, new) {
                continue;
            }
            if scene.first(after.line) {
                let name = &new.item.name;
                let (was, is) = (&old.item.ty, &new.item.ty);
                cx.error(
                    place::column_type(&after),
                    format_args!(
                        "`{name}` of `{}` turns from {was} to {is}, which not every value survives\n\
                         help: say what becomes of the values, as in `from \"CAST({name} AS {is})\"`, \
                         or let version {} `run` a function that does",
                        change.after.table.name, change.after.since,
                    ),
                );
            }
        }
    }
}

// Outside of a strict table `ANY` turns text that looks like a number into one:
//
//     strict until 2,
//     value: Anything as ANY,
pub(super) fn check_any_leaves_strict(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        if !change.before.table.strict || change.after.table.strict {
            continue;
        }
        let is_any = |line: &ColumnLine| line.item.ty.eq_ignore_ascii_case("ANY");
        for old in change.before.table.columns.iter().filter(|it| is_any(it)) {
            let new = change.after.table.column_by_identity(old.identity);
            let Some((new, after)) = new.and_then(|it| Some((it, change.after.column(it)?))) else {
                continue;
            };
            let computed = changes_line(&change, new) && new.item.from.is_some();
            if is_any(new) && !computed && scene.first(after.line) {
                let (name, since) = (&new.item.name, change.after.since);
                let line = |ty, bound| {
                    let lifetime = again::lifetime(&after.line.lifetime, bound);
                    again::column(after.line, Some(ty), &lifetime)
                };
                let until = line("ANY", ("until", since));
                let later = line("BLOB", ("since", since));
                cx.error(
                    place::column_type(&after),
                    format_args!(
                        "`{name}` of `{}` keeps any value as it is only while the table is strict; after that, `ANY` turns the text 007 into the number 7\n\
                         help: write `{until}, {later}`; BLOB keeps every value as it is",
                        change.after.table.name,
                    ),
                );
            }
        }
    }
}

fn stored<'a>(period: &Period<'_>, line: &'a ColumnLine, origin: &ColumnOrigin<'_>) -> Stored<'a> {
    Stored {
        declared: &line.item.ty,
        holds: holds(origin, &line.item.ty),
        strict: period.table.strict,
    }
}

// A default meets the checks, or no row could have it:
//
//     pages: i64 = 0 check "pages > 0" since 2,
pub(super) fn check_default_meets_check(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (period, next) in scene.periods_and_next() {
        let next = next.filter(|it| it.has_lines_of(&period));
        let constraints: Vec<_> = match next {
            Some(next) => period.constraints_beside(next).collect(),
            None => period.constraints().collect(),
        };
        for (constraint, origin) in constraints {
            if let Constraint::Check(check) = constraint {
                report_default(cx, scene, period, check, origin);
            }
        }
    }
}

/// Looks at a check of one column.
fn report_default(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    period: Period<'_>,
    check: &Check,
    origin: ConstraintOrigin<'_>,
) {
    let expression = &check.expression;
    let names = period.table.columns.iter().map(|it| it.item.name.as_ref());
    let read = columns_in(expression, names);
    let [only] = read.as_slice() else { return };
    let line = period.table.column(only);
    let Some((line, value)) = line.and_then(|it| Some((it, known_value(it)?))) else {
        return;
    };
    let column = |name: &str| name.eq_ignore_ascii_case(only).then(|| value.clone());
    let broken = evaluate::truth(expression, &column) == Truth::False;
    let Some(column) = period.column(line).filter(|_| broken) else {
        return;
    };
    if scene.first_address(place::constraint_node(&origin)) {
        cx.error_with(
            &column.line.default,
            format_args!(
                "the default of `{only}` does not meet its check\n\
                 help: write a value for which `{expression}` holds"
            ),
            origin,
            "this is the check",
        );
    }
}

/// The value of the default as SQLite stores and compares it, if that is certain.
fn known_value(line: &ColumnLine) -> Option<Value> {
    let column = &line.item;
    let value = evaluate::literal(column.default.as_deref()?)?;
    let affinity = Affinity::of(&column.ty);
    let plain = match (&value, affinity) {
        (Value::Text(_), Affinity::Text) => column.collate.is_none(),
        (Value::Text(_), _) => false,
        (Value::Integer(_) | Value::Real(_), it) => it != Affinity::Text,
        (Value::Null, _) => true,
    };
    plain.then_some(value)
}
