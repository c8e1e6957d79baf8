//! The values that a column's type has: what comes and goes of them, and defaults and seeds.

use schema_core::{
    model::{Column, Domain},
    shape::{ColumnLine, Table},
    sql::{Affinity, Literal, Name, SameWord, Token, tokens},
};

use super::{
    evaluate::{self, Value},
    implied, place,
    scene::{Change, Scene},
    values::{changes_line, is_settled},
};
use crate::{
    lower::{ColumnOrigin, ConstraintOrigin},
    report::Ctxt,
    suggest,
    syntax::ClauseKind,
    written::written,
};

/// So many elements are named in an error.
const SHOWN: usize = 8;

// Rows that stand may have a value that the type has no more:
//
//     pages: i64 until 2,
//     pages: u8 since 2,
pub(super) fn check_narrowed_domain(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        for new in &change.after.table.columns {
            let Some((old, domain)) = narrowed(&change, new) else {
                continue;
            };
            let filled = new.item.from.is_some() && changes_line(&change, new);
            let computed = new.item.generated.is_some();
            if filled
                || computed
                || is_settled(scene, &change, new)
                || is_kept(&change, old, domain)
            {
                continue;
            }
            let Some(origin) = change.after.column(new) else {
                continue;
            };
            if scene.first(origin.line) {
                report_narrowed(cx, &change, (old, new), domain, &origin);
            }
        }
    }
}

/// The column before, and the new domain, if that has not all of its values.
fn narrowed<'a>(change: &Change<'a>, new: &'a ColumnLine) -> Option<(&'a ColumnLine, &'a Domain)> {
    let old = change.before.table.column_by_identity(new.identity)?;
    let domain = new.item.domain.as_ref()?;
    let has_all = domain.has_all_of(old.item.domain.as_ref());
    (!has_all).then_some((old, domain))
}

/// Whether a column's type loses values with a change, which has an error of its own.
pub(super) fn is_narrowed(change: &Change<'_>, line: &ColumnLine) -> bool {
    narrowed(change, line).is_some()
}

/// Whether the conditions of the version before let nothing else in.
fn is_kept(change: &Change<'_>, old: &ColumnLine, domain: &Domain) -> bool {
    let checks: Vec<String> = checks(change.before.table).map(str::to_owned).collect();
    let is_text = matches!(domain, Domain::Elements(_));
    let compares_exactly = !is_text || old.item.collate.is_none();
    compares_exactly && implied::keeps_within(domain, &old.item.name, &checks)
}

fn checks(table: &Table) -> impl Iterator<Item = &str> {
    table.checks().map(|it| it.expression.as_ref())
}

fn report_narrowed(
    cx: &mut Ctxt,
    change: &Change<'_>,
    (old, new): (&ColumnLine, &ColumnLine),
    domain: &Domain,
    origin: &ColumnOrigin<'_>,
) {
    let (table, since) = (&change.after.table.name, change.after.since);
    let name = &new.item.name;
    let gone = gone(old.item.domain.as_ref(), domain);
    let what = match gone.as_slice() {
        [] => format!(
            "rows of `{table}` may have a `{name}` that no `{}` is",
            ty(origin)
        ),
        gone => format!(
            "rows of `{table}` may have a `{name}` that is no `{}` since version {since}: {}",
            ty(origin),
            named(gone),
        ),
    };
    let how = if changes_line(change, new) {
        format!("as in `from \"{}\"`", converted(&new.item, domain, &gone))
    } else {
        in_a_statement(change, new, domain, (&gone, origin))
    };
    cx.error(
        place::column_type(origin),
        format_args!(
            "{what}\nhelp: say what becomes of those, {how}, \
             or let version {since} `run` a function that does"
        ),
    );
}

/// The type in an `Option`, as it is written.
fn ty(origin: &ColumnOrigin<'_>) -> String {
    let ty = &origin.line.ty;
    written(super::literal::option_of(ty).unwrap_or(ty))
}

/// The elements that a list has no more.
fn gone<'a>(old: Option<&'a Domain>, new: &Domain) -> Vec<&'a str> {
    let old = old.map_or(&[][..], Domain::elements);
    let old = old.iter().map(|it| it.item.as_ref());
    old.filter(|it| !new.has_text(it)).collect()
}

fn named(elements: &[&str]) -> String {
    let more = if elements.len() > SHOWN { ", …" } else { "" };
    let shown: Vec<String> = elements
        .iter()
        .take(SHOWN)
        .map(|it| format!("`{it}`"))
        .collect();
    format!("{}{more}", shown.join(", "))
}

/// An expression that has a value of the domain for every row.
fn converted(column: &Column, domain: &Domain, gone: &[&str]) -> String {
    let name = Name(&column.name);
    match domain {
        Domain::Bool => format!("{name} <> 0"),
        Domain::Integer { least, most } => format!("min(max({name}, {least}), {most})"),
        Domain::Elements(elements) => {
            let first = elements.first().map_or("", |it| it.item.as_ref());
            match gone {
                [] => {
                    let elements = elements.iter().map(|it| Literal(&it.item).to_string());
                    let elements = elements.collect::<Vec<_>>().join(", ");
                    format!(
                        "iif({name} NOT IN ({elements}), {}, {name})",
                        Literal(first)
                    )
                }
                [only] => format!(
                    "iif({name} = {}, {}, {name})",
                    Literal(only),
                    Literal(first)
                ),
                several => {
                    let several: Vec<String> =
                        several.iter().map(|it| Literal(it).to_string()).collect();
                    let several = several.join(", ");
                    format!("iif({name} IN ({several}), {}, {name})", Literal(first))
                }
            }
        }
    }
}

/// The same for a line that stays, which can have no `from`: the version has to do it.
fn in_a_statement(
    change: &Change<'_>,
    line: &ColumnLine,
    domain: &Domain,
    (gone, origin): (&[&str], &ColumnOrigin<'_>),
) -> String {
    let since = change.after.since;
    let (table, name) = (&change.after.table.name, &line.item.name);
    let before = change.before.table.column_by_identity(line.identity);
    let before = before.and_then(|it| it.item.domain.as_ref());
    let is_older = |it: &str| before.is_some_and(|before| before.has_text(it));
    let stays = domain.elements().iter().find(|it| is_older(&it.item));
    let is_checked = is_checked(origin);
    // While the statement runs, a column that is checked takes the older elements only.
    match stays.or(domain.elements().first().filter(|_| !is_checked)) {
        Some(element) if origin.spread.is_none() || !is_checked => {
            let gone: Vec<String> = gone.iter().map(|it| Literal(it).to_string()).collect();
            let which = match gone.as_slice() {
                [only] => format!("= {only}"),
                several => format!("IN ({})", several.join(", ")),
            };
            format!(
                "as in `sql \"UPDATE {} SET {} = {} WHERE {} {which}\";` in version {since}",
                Name(table),
                Name(name),
                Literal(&element.item),
                Name(name),
            )
        }
        _ => format!(
            "with `until {since}` behind this line and another one below it \
             with `since {since} from \"{}\"`",
            converted(&line.item, domain, gone)
        ),
    }
}

fn is_checked(origin: &ColumnOrigin<'_>) -> bool {
    let mut clauses = origin.line.clauses.iter();
    clauses.any(|it| matches!(it.kind, ClauseKind::Checked))
}

// A default is an element of the column's list, at every version that has it:
//
//     pub const STATES: State = [open, done];
//     table ticket { state: State as TEXT = "opne" }
pub(super) fn check_default_in_domain(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for line in &period.table.columns {
            let column = &line.item;
            let default = column.default.as_deref().and_then(evaluate::literal);
            let (Some(domain), Some(value)) = (&column.domain, default) else {
                continue;
            };
            let Some(origin) = period.column(line) else {
                continue;
            };
            let Some(refusal) = refusal(domain, &value, &ty(&origin), period.since) else {
                continue;
            };
            if scene.first(&origin.line.default) {
                let default = &origin.line.default;
                cx.error(
                    default,
                    format_args!("the default of `{}` {refusal}", column.name),
                );
            }
        }
    }
}

// So is a value of a seed:
//
//     seed ticket { state: "opne" }
pub(super) fn check_seed_in_domain(cx: &mut Ctxt, scene: &Scene<'_>) {
    for seed in super::planted::planted(scene) {
        for (name, value, place) in seed.values() {
            let line = seed.period.table.column(name);
            let domain = line.and_then(|it| Some((it, it.item.domain.as_ref()?)));
            let (Some((line, domain)), Some(value)) = (domain, evaluate::literal(value)) else {
                continue;
            };
            let Some(origin) = seed.period.column(line) else {
                continue;
            };
            let Some(refusal) = refusal(domain, &value, &ty(&origin), seed.period.since) else {
                continue;
            };
            if scene.first(place) {
                cx.error(&place.value, format_args!("`{name}` {refusal}"));
            }
        }
    }
}

/// Why a text is no element of a list: the message's end. Numbers are compared with their type.
fn refusal(domain: &Domain, value: &Value, ty: &str, version: i64) -> Option<String> {
    let (Domain::Elements(elements), Value::Text(text)) = (domain, value) else {
        return None;
    };
    let names = || elements.iter().map(|it| it.item.as_ref());
    let only = names().next().filter(|_| elements.len() == 1);
    let help = match suggest::closest(text, names()).or(only) {
        Some(meant) => format!("write `{meant:?}`"),
        None => format!("write one of {}", named(&names().collect::<Vec<_>>())),
    };
    let refusal = format!("is `{text}`, which is no `{ty}` at version {version}\nhelp: {help}");
    (!domain.has_text(text)).then_some(refusal)
}

// `checked` is about the values of a type that has fewer than SQLite:
//
//     title: String checked,
pub(super) fn check_checked_type(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for line in period
            .table
            .columns
            .iter()
            .filter(|it| it.item.domain.is_none())
        {
            let Some(origin) = period.column(line) else {
                continue;
            };
            let mut clauses = origin.line.clauses.iter();
            let clause = clauses.find(|it| matches!(it.kind, ClauseKind::Checked));
            if let Some(clause) = clause.filter(|it| scene.first(*it)) {
                cx.error(
                    &clause.tokens,
                    format_args!(
                        "nothing says which values a `{}` has\n\
                         help: write the condition, as in `check \"{} <> …\"`; \
                         `checked` is for lists, `bool` and integers smaller than `i64`",
                        ty(&origin),
                        Name(&line.item.name),
                    ),
                );
            }
        }
    }
}

/// Whether a check follows from those of the version before, for every row as it stands.
pub(super) fn follows_from_older(
    change: &Change<'_>,
    condition: &str,
    read: &[&ColumnLine],
) -> bool {
    let before = change.before.table;
    let stays = |line: &&ColumnLine| {
        let old = before.column_by_identity(line.identity);
        old.is_some_and(|old| {
            let same = |one: &Column, other: &Column| {
                one.ty.is_same_word(&other.ty) && one.collate == other.collate
            };
            let filled = line.item.from.is_some() && changes_line(change, line);
            same(&old.item, &line.item) && old.item.generated == line.item.generated && !filled
        })
    };
    let older: Vec<String> = checks(before).map(|it| by_new_names(change, it)).collect();
    let is_number = |name: &str| {
        let line = change.after.table.column(name);
        let affinity = line.map(|it| Affinity::of(&it.item.ty));
        affinity.is_some_and(|it| it != Affinity::Text)
    };
    read.iter().all(stays) && implied::follows(condition, &older, &is_number)
}

/// A condition of the version before with the names that columns have now.
fn by_new_names(change: &Change<'_>, condition: &str) -> String {
    let now = |token: &Token<'_>| {
        let line = change.before.table.column(&token.unquoted());
        let line = line.filter(|_| token.is_name())?;
        let new = change.after.table.column_by_identity(line.identity)?;
        let is_renamed = new.item.name != line.item.name;
        is_renamed.then(|| Name(&new.item.name).to_string())
    };
    let words = tokens(condition).map(|it| now(&it).unwrap_or_else(|| it.text.to_owned()));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a constraint is one that `checked` makes.
pub(super) fn is_made(origin: &ConstraintOrigin<'_>) -> bool {
    match origin {
        ConstraintOrigin::Clause(_, clause) => matches!(clause.kind, ClauseKind::Checked),
        ConstraintOrigin::Line(_) => false,
    }
}
