//! Data at stake: keys that come while rows stand. See [`super::old_rows`].

use quote::ToTokens;
use schema_core::{
    model::{Constraint, Index, Sorting, Term, Text},
    shape::{ColumnLine, Table},
    sql,
};

use super::{
    distinct,
    evaluate::{self, Truth, Value},
    place,
    scene::{Change, Period, Scene},
    values::{altered, changes_line, is_new, value_for_old_rows},
};
use crate::{lower::ConstraintOrigin, report::Ctxt, syntax};

/// The columns of a key, each with the collation that tells its values apart.
type Columns<'a> = Vec<(&'a ColumnLine, String)>;

/// Something by which rows must differ.
struct Key<'a> {
    what: &'static str,
    columns: Columns<'a>,
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

/// The unique keys of a table. One over an expression is left to the rehearsal.
fn keys(period: Period<'_>) -> Vec<Key<'_>> {
    let table = period.table;
    let constraints = period.constraints().filter_map(|(constraint, origin)| {
        let (what, columns, sorting) = match constraint {
            Constraint::PrimaryKey(key) => ("primary key", &key.columns, &key.sorting),
            Constraint::Unique(unique) => ("key", &unique.columns, &unique.sorting),
            Constraint::ForeignKey(_) | Constraint::Check(_) => return None,
        };
        Some(Key {
            what,
            columns: key_columns(table, columns, sorting)?,
            filter: None,
            place: KeyPlace::Constraint(origin),
        })
    });
    let indexes = period.indexes().filter(|(it, _)| it.unique);
    let indexes = indexes.filter_map(|(index, written)| {
        Some(Key {
            what: "unique index",
            columns: index_columns(table, index)?,
            filter: index.filter.as_deref(),
            place: KeyPlace::Index(written),
        })
    });
    constraints.chain(indexes).collect()
}

fn key_columns<'a>(table: &'a Table, columns: &[Text], sorting: &[Sorting]) -> Option<Columns<'a>> {
    let column = |(at, name): (usize, &Text)| {
        let line = table.column(name)?;
        let own = sorting.get(at).and_then(|it| it.collate.as_deref());
        Some((line, collation(line, own)))
    };
    columns.iter().enumerate().map(column).collect()
}

fn index_columns<'a>(table: &'a Table, index: &Index) -> Option<Columns<'a>> {
    let column = |it: &schema_core::model::IndexColumn| match &it.term {
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
fn is_implied(change: &Change<'_>, key: &Key<'_>) -> bool {
    keys(change.before).iter().any(|old| {
        // A rename may have changed the filter's text, but not what it says.
        let filtered = old.place.address() == key.place.address()
            || match (old.filter, key.filter) {
                (None, _) => true,
                (Some(one), Some(other)) => sql::same(one, other),
                (Some(_), None) => false,
            };
        filtered
            && old.columns.iter().all(|(line, collate)| {
                key.columns.iter().any(|(new, other)| {
                    new.identity == line.identity && (collate == other || other == "BINARY")
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
    if is_implied(change, key) {
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
        for key in keys(change.after) {
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
        for key in keys(change.after) {
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

// Of rows that had no value, SQLite lets any number stand in a key; with one value for all of them
// there can be one:
//
//     code: Option<String> unique until 2,
//     code: String unique since 2 from "coalesce(code, '')",
pub(super) fn check_key_over_nulls(cx: &mut Ctxt, scene: &Scene<'_>) {
    for change in scene.changes() {
        let (version, table) = (change.after.since, &change.after.table);
        if scene.moves_data(version, &table.name) {
            continue;
        }
        let altered = altered(&change).filter(|(old, new)| {
            let becomes = !old.item.not_null && new.item.not_null;
            becomes && distinct::is_in_key(table, new)
        });
        for (old, new) in altered {
            let from = new.item.from.as_deref();
            let is_one = from.is_some_and(|it| distinct::is_one_for_all(it, &new.item.name));
            let Some(origin) = change.after.column(new) else {
                continue;
            };
            if !is_one || is_told_apart(&change, old) || !scene.first(origin.line) {
                continue;
            }
            let name = &new.item.name;
            let filled = distinct::filled(table, new);
            cx.error(
                place::column(&origin),
                format_args!(
                    "rows of `{}` that have no `{name}` before version {version} would all get the same, \
                     and must differ in it\n\
                     help: give them values that differ, as in `from \"{filled}\"`, \
                     or let version {version} `run` a function that does",
                    table.name,
                ),
            );
        }
    }
}

/// Whether the rows differ in each key that the column is in by the others alone.
fn is_told_apart(change: &Change<'_>, column: &ColumnLine) -> bool {
    let has =
        |key: &Key<'_>, identity: usize| key.columns.iter().any(|it| it.0.identity == identity);
    let others: Vec<Key<'_>> = keys(change.before)
        .into_iter()
        .filter(|it| it.filter.is_none() && !has(it, column.identity))
        .collect();
    let mut concerned = keys(change.after)
        .into_iter()
        .filter(|it| has(it, column.identity));
    concerned.all(|key| {
        let is_part = |it: &Key<'_>| it.columns.iter().all(|(line, _)| has(&key, line.identity));
        others.iter().any(is_part)
    })
}
