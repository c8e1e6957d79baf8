//! Data at stake: rules that come while rows stand that have never heard of them.
//!
//! A file in the field may hold rows that break a new rule, and then it could never be upgraded
//! again. So the version that brings the rule has to say what becomes of such rows, in an `sql` or
//! a `run`; that a step is there is all that can be seen here, and the rehearsal sees it run.

use quote::ToTokens;
use schema_runtime::{
    model::{Constraint, ForeignKey, Index, Term, Text},
    shape::{ColumnLine, Table},
    sql,
};

use super::{
    evaluate::{self, Value},
    place,
    relation::Relation,
    scene::{Change, Scene},
    sql_text::columns_in,
    values::{is_new, value_for_old_rows},
};
use crate::{lower::ConstraintOrigin, report::Ctxt, syntax};

/// Something by which rows must differ.
struct Key<'a> {
    what: &'static str,
    /// The columns, each with the collation that tells its values apart.
    columns: Vec<(&'a ColumnLine, String)>,
    filter: Option<&'a str>,
    place: KeyPlace<'a>,
}

#[derive(Clone, Copy)]
enum KeyPlace<'a> {
    Constraint(ConstraintOrigin<'a>),
    Index(&'a syntax::Index),
}

impl KeyPlace<'_> {
    fn address(&self) -> *const () {
        match self {
            Self::Constraint(origin) => place::constraint_node(origin),
            Self::Index(index) => std::ptr::from_ref(*index).cast(),
        }
    }

    fn tokens(&self) -> proc_macro2::TokenStream {
        match self {
            Self::Constraint(origin) => origin.to_token_stream(),
            Self::Index(index) => index.name.to_token_stream(),
        }
    }
}

/// The unique keys after a change. One over an expression is left to the rehearsal.
fn keys<'a>(change: &Change<'a>) -> Vec<Key<'a>> {
    let table = change.after.table;
    let mut all = Vec::new();
    for (constraint, origin) in change.after.constraints() {
        let (what, columns) = match constraint {
            Constraint::PrimaryKey(key) => ("primary key", &key.columns),
            Constraint::Unique(unique) => ("key", &unique.columns),
            Constraint::ForeignKey(_) | Constraint::Check(_) => continue,
        };
        if let Some(columns) = key_columns(table, columns) {
            let place = KeyPlace::Constraint(origin);
            all.push(Key {
                what,
                columns,
                filter: None,
                place,
            });
        }
    }
    let indexes = change.after.indexes().filter(|(it, _)| it.unique);
    for (index, written) in indexes {
        if let Some(columns) = index_columns(table, index) {
            all.push(Key {
                what: "unique index",
                columns,
                filter: index.filter.as_deref(),
                place: KeyPlace::Index(written),
            });
        }
    }
    all
}

fn key_columns<'a>(table: &'a Table, columns: &[Text]) -> Option<Vec<(&'a ColumnLine, String)>> {
    let column = |name: &Text| {
        let line = table.column(name)?;
        Some((line, collation(line, None)))
    };
    columns.iter().map(column).collect()
}

fn index_columns<'a>(table: &'a Table, index: &Index) -> Option<Vec<(&'a ColumnLine, String)>> {
    let column = |it: &schema_runtime::model::IndexColumn| match &it.term {
        Term::Column(name) => {
            let line = table.column(name)?;
            Some((line, collation(line, it.collate.as_deref())))
        }
        Term::Expression(_) => None,
    };
    index.columns.iter().map(column).collect()
}

fn collation(line: &ColumnLine, own: Option<&str>) -> String {
    let collate = own.or(line.item.collate.as_deref()).unwrap_or("BINARY");
    collate.to_ascii_uppercase()
}

/// Whether the table before had a key that makes rows differ at least as much.
fn is_implied(table: &Table, key: &Key<'_>) -> bool {
    let mut old: Vec<(Vec<(&ColumnLine, String)>, Option<&str>)> = Vec::new();
    let primary = table.primary_key().map(|it| &it.columns);
    let uniques = table.uniques().map(|it| &it.columns);
    let constraints = primary.into_iter().chain(uniques);
    old.extend(constraints.filter_map(|it| Some((key_columns(table, it)?, None))));
    let indexes = table.indexes.iter().filter(|it| it.item.unique);
    old.extend(
        indexes.filter_map(|it| Some((index_columns(table, &it.item)?, it.item.filter.as_deref()))),
    );
    old.iter().any(|(columns, filter)| {
        let filtered = match (filter, key.filter) {
            (None, _) => true,
            (Some(one), Some(other)) => sql::same(one, other),
            (Some(_), None) => false,
        };
        filtered
            && columns.iter().all(|(old, collate)| {
                key.columns.iter().any(|(new, other)| {
                    new.identity == old.identity && (collate == other || other == "BINARY")
                })
            })
    })
}

/// How a new key meets the rows that stand.
enum Meets {
    /// They differ, or it can't be seen whether they do.
    Maybe,
    /// All of them have one value.
    Never,
    /// They have whatever the application wrote.
    Unknown,
}

fn meets(change: &Change<'_>, key: &Key<'_>) -> Meets {
    if is_implied(change.before.table, key) {
        return Meets::Maybe;
    }
    let rowid = change.after.table.rowid_key().map(|it| it.identity);
    let mut old = 0;
    for (line, _) in &key.columns {
        let is_altered = line.item.from.is_some() && changes_line(change, line);
        if is_altered || Some(line.identity) == rowid {
            return Meets::Maybe;
        }
        if is_new(change, line) {
            match value_for_old_rows(line) {
                Some(Value::Null) | None => return Meets::Maybe,
                Some(_) => {}
            }
        } else {
            old += 1;
        }
    }
    let column = |name: &str| {
        let line = change.after.table.column(name)?;
        is_new(change, line)
            .then(|| value_for_old_rows(line))
            .flatten()
    };
    let in_index = key.filter.map(|it| evaluate::holds(it, &column));
    match (in_index, old) {
        (Some(Some(false)), _) => Meets::Maybe,
        (Some(None), 0) => Meets::Maybe,
        (_, 0) => Meets::Never,
        _ => Meets::Unknown,
    }
}

/// Whether another line declares the column since the change.
fn changes_line(change: &Change<'_>, line: &ColumnLine) -> bool {
    let before = change.before.table.column_by_identity(line.identity);
    before.is_none_or(|it| it.declared != line.declared)
}

// All rows have the same value in a column that has just come, so no two of them differ:
//
//     slug: String = "" since 2,
//     unique index book_slug since 2 (slug),
pub(super) fn check_key_over_one_default(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        for key in keys(&change) {
            let settled = scene.moves_data(after.since, &after.table.name);
            let never = matches!(meets(&change, &key), Meets::Never);
            if !never || settled || !scene.first_address(key.place.address()) {
                continue;
            }
            let Some((line, _)) = key.columns.first() else {
                continue;
            };
            let Some(origin) = after.column(line) else {
                continue;
            };
            let (name, what) = (&line.item.name, key.what);
            cx.error_with(
                key.place.tokens(),
                format_args!(
                    "rows of `{}` that stand would all have the same `{name}`, and this {what} forbids it\n\
                     help: give them values that differ, such as `from \"…\"`, \
                     or let `{name}` be an `Option` without a default",
                    after.table.name
                ),
                place::column(&origin),
                format_args!("`{name}` comes with version {}", after.since),
            );
        }
    }
}

// Rows that stand may share what a new key forbids them to share:
//
//     slug: String,
//     unique index book_slug since 2 (slug),
pub(super) fn check_key_over_old_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        let (version, table) = (after.since, &after.table.name);
        for key in keys(&change) {
            let unknown = matches!(meets(&change, &key), Meets::Unknown);
            let settled = scene.moves_data(version, table);
            if !unknown || settled || !scene.first_address(key.place.address()) {
                continue;
            }
            let names: Vec<&str> = key
                .columns
                .iter()
                .map(|(it, _)| it.item.name.as_ref())
                .collect();
            let (names, what) = (names.join(", "), key.what);
            cx.error(
                key.place.tokens(),
                format_args!(
                    "rows of `{table}` that stand may share ({names}), and this {what} forbids it\n\
                     help: say in version {version} what becomes of them: \
                     `sql \"DELETE FROM {table} WHERE rowid NOT IN \
                     (SELECT min(rowid) FROM {table} GROUP BY {names})\"`, or another `sql` or `run`"
                ),
            );
        }
    }
}

// Rows that stand may not meet a new check:
//
//     pages: i64,
//     check "pages > 0" since 2,
pub(super) fn check_check_over_old_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        let (version, table) = (after.since, &after.table.name);
        for (constraint, origin) in after.constraints() {
            let Constraint::Check(check) = constraint else {
                continue;
            };
            let expression = check.expression.as_ref();
            let known = |it: &schema_runtime::model::Check| sql::same(&it.expression, expression);
            if change.before.table.checks().any(known) || scene.moves_data(version, table) {
                continue;
            }
            let names = after.table.columns.iter().map(|it| it.item.name.as_ref());
            let read = columns_in(expression, names);
            let lines = read.iter().filter_map(|it| after.table.column(it));
            let filled = lines
                .clone()
                .any(|it| it.item.from.is_some() && changes_line(&change, it));
            let old: Vec<&str> = lines
                .filter(|it| !is_new(&change, it))
                .map(|it| it.item.name.as_ref())
                .collect();
            let column = |name: &str| {
                let line = after.table.column(name)?;
                is_new(&change, line)
                    .then(|| value_for_old_rows(line))
                    .flatten()
            };
            let holds = evaluate::holds(expression, &column) == Some(true);
            if old.is_empty() || filled || holds {
                continue;
            }
            if scene.first_address(place::constraint_node(&origin)) {
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{table}` that stand may not meet this check\n\
                         help: say in version {version} what becomes of them: \
                         `sql \"DELETE FROM {table} WHERE NOT ({expression})\"`, or another `sql` or `run`"
                    ),
                );
            }
        }
    }
}

// Rows that stand get the defaults of what comes, which must fit together:
//
//     least: i64 = 0 since 2,
//     most: i64 = 0 since 2,
//     check "least < most" since 2,
pub(super) fn check_new_columns_meet_check(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        for (constraint, origin) in after.constraints() {
            let Constraint::Check(check) = constraint else {
                continue;
            };
            let names = after.table.columns.iter().map(|it| it.item.name.as_ref());
            let read = columns_in(&check.expression, names);
            let column = |name: &str| {
                let line = after.table.column(name)?;
                is_new(&change, line)
                    .then(|| value_for_old_rows(line))
                    .flatten()
            };
            // A check of one column is its own, and is looked at without regard to rows.
            let broken = evaluate::holds(&check.expression, &column) == Some(false);
            if read.len() < 2 || !broken {
                continue;
            }
            if scene.first_address(place::constraint_node(&origin)) {
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{}` that stand would not meet this check\n\
                         help: write defaults for ({}) that meet it, or `from \"…\"`",
                        after.table.name,
                        read.join(", "),
                    ),
                );
            }
        }
    }
}

// Rows that stand may refer to nothing:
//
//     author_id: i64,
//     foreign key (author_id) references author(id) since 2,
pub(super) fn check_reference_over_old_rows(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let after = change.after;
        let (version, table) = (after.since, &after.table.name);
        for (constraint, origin) in after.constraints() {
            let Constraint::ForeignKey(key) = constraint else {
                continue;
            };
            let lines: Option<Vec<&ColumnLine>> = key
                .columns
                .iter()
                .map(|it| after.table.column(it))
                .collect();
            let Some(lines) = lines else { continue };
            let mut lines = lines.into_iter();
            let excused = lines.any(|it| {
                let new = is_new(&change, it);
                let filled = it.item.from.is_some() && changes_line(&change, it);
                filled || (new && value_for_old_rows(it).is_none_or(|it| it == Value::Null))
            });
            let mut names = key.columns.iter().filter_map(|it| after.table.column(it));
            let all_new = names.all(|it| is_new(&change, it));
            let settled = scene.moves_data(version, table) || scene.moves_data(version, &key.table);
            if excused || all_new || settled || stood(scene, &change, key) {
                continue;
            }
            if scene.first_address(place::constraint_node(&origin)) {
                let (parent, columns) = (&key.table, key.columns.join(", "));
                cx.error(
                    origin,
                    format_args!(
                        "rows of `{table}` that stand may refer to no row of `{parent}`\n\
                         help: say in version {version} what becomes of rows whose ({columns}) \
                         is not in `{parent}`, with `sql \"…\"` or `run`"
                    ),
                );
            }
        }
    }
}

/// Whether the table referred to the same columns of the same parent before.
fn stood(scene: &Scene<'_>, change: &Change<'_>, key: &ForeignKey) -> bool {
    let version = change.after.since;
    let target = |key: &ForeignKey, table: &Table, version| {
        let Some(Relation::Table(declared)) = scene.relations.at(&key.table, version) else {
            return None;
        };
        let parent = scene.table_at(declared, version)?.table;
        let columns = match key.parent_columns.as_ref() {
            [] => parent.primary_key().map(|it| it.columns.as_ref())?,
            columns => columns,
        };
        let identity = |table: &Table, name: &Text| table.column(name).map(|it| it.identity);
        let parents: Option<Vec<usize>> = columns.iter().map(|it| identity(parent, it)).collect();
        let own: Option<Vec<usize>> = key.columns.iter().map(|it| identity(table, it)).collect();
        Some((declared, parents?, own?))
    };
    let Some(now) = target(key, change.after.table, version) else {
        return true;
    };
    let before = change.before.table;
    before
        .foreign_keys()
        .filter_map(|it| target(it, before, version - 1))
        .any(|it| it == now)
}
