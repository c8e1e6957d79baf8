//! Data at stake: keys that come while rows stand. See [`super::old_rows`].

use quote::ToTokens;
use schema_runtime::{
    model::{Constraint, Index, Term, Text},
    shape::{ColumnLine, Table},
    sql,
};

use super::{
    evaluate::{self, Truth, Value},
    place,
    scene::{Change, Scene},
    values::{changes_line, is_new, value_for_old_rows},
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
    let indexed = key
        .filter
        .map_or(Truth::True, |it| evaluate::truth(it, &column));
    match (indexed, old) {
        (Truth::False | Truth::Null, _) | (Truth::Unknown, 0) => Meets::Maybe,
        (Truth::True, 0) => Meets::Never,
        (Truth::True | Truth::Unknown, _) => Meets::Unknown,
    }
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
                    "rows of `{}` that stand would all have the same `{name}`, which this {what} forbids\n\
                     help: give them values that differ, as in `from \"…\"`, \
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
                    "rows of `{table}` that stand may have the same ({names}), which this {what} forbids\n\
                     help: say in version {version} what becomes of them, \
                     as in `sql \"UPDATE {table} SET … WHERE …\";`"
                ),
            );
        }
    }
}
