//! From one shape, or two, to what is shown.
//!
//! What stays comes in the order of the declaration, and so does what went: it stands where it stood.

mod references;

use std::sync::Arc;

use schema_core::{
    model::{Index, Term, Text},
    shape::{self, ColumnLine, Pair, Shape, pairs},
};

use crate::{
    Diagram,
    content::{Fate, Row, Table, Words},
};

impl Diagram {
    /// The diagram of one version.
    #[must_use]
    pub fn of(shape: &Shape) -> Self {
        Self {
            versions: None,
            ..Self::between(shape, shape)
        }
    }

    /// The newer of two versions, and what went since the older, marked as such.
    #[must_use]
    pub fn between(before: &Shape, after: &Shape) -> Self {
        let sides = Sides::new(before, after);
        let mut tables: Vec<Table> = sides.tables.iter().map(Facing::table).collect();
        let references = sides.references();
        for reference in &references {
            let rows = tables.get_mut(reference.child).map(|it| &mut it.rows);
            for (at, row) in rows.into_iter().flatten().enumerate() {
                row.is_foreign |= reference.rows.contains(&at);
            }
        }
        Self {
            tables,
            references,
            versions: Some((before.version, after.version)),
        }
    }
}

/// A table on both sides, with its columns.
struct Facing<'a> {
    table: Pair<&'a shape::Table>,
    columns: Vec<Pair<&'a ColumnLine>>,
}

/// Which of the two shapes is looked at.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Side {
    fn of<T>(self, (before, after): Pair<T>) -> Option<T> {
        match self {
            Self::Before => before,
            Self::After => after,
        }
    }
}

impl<'a> Facing<'a> {
    fn new((old, new): Pair<&'a Arc<shape::Table>>) -> Self {
        let columns = |it: Option<&'a Arc<shape::Table>>| it.map_or(&[][..], |it| &it.columns);
        let mut columns = pairs(
            columns(old),
            columns(new),
            |it| it.identity,
            |it| &it.item.name,
        );
        columns.sort_by_key(|(old, new)| new.or(*old).map(|it| it.declared));
        Self {
            table: (old.map(Arc::as_ref), new.map(Arc::as_ref)),
            columns,
        }
    }

    fn table(&self) -> Table {
        let (old, new) = self.table;
        let name = Words::of((old.map(|it| &*it.name), new.map(|it| &*it.name)));
        let rows: Vec<Row> = self.columns.iter().map(|it| self.row(*it)).collect();
        let is_changed = name.was.is_some() || rows.iter().any(|it| it.fate != Fate::Stays);
        Table {
            fate: Fate::of(self.table).or_changed(is_changed),
            name,
            rows,
        }
    }

    fn row(&self, (old, new): Pair<&ColumnLine>) -> Row {
        let name = Words::of((old.map(|it| &*it.item.name), new.map(|it| &*it.item.name)));
        let ty = |side: Side, line: Option<&ColumnLine>| Some(type_of(side.of(self.table)?, line?));
        let (was, is) = (ty(Side::Before, old), ty(Side::After, new));
        let ty = Words::of((was.as_deref(), is.as_deref()));
        let marks = |side: Side, line: Option<&ColumnLine>| {
            let (table, line) = (side.of(self.table)?, line?);
            Some((is_primary(table, line), is_unique(table, line)))
        };
        let (before, after) = (marks(Side::Before, old), marks(Side::After, new));
        let (is_primary, is_unique) = after.or(before).unwrap_or_default();
        // What comes or goes with its table needs no colour of its own.
        let fate = match Fate::of(self.table) {
            Fate::Stays => Fate::of((old, new)),
            _ => Fate::Stays,
        };
        let is_changed = name.was.is_some() || ty.was.is_some() || before != after;
        let is_changed = is_changed && Fate::of(self.table) == Fate::Stays;
        Row {
            fate: fate.or_changed(is_changed),
            name,
            ty,
            is_primary,
            is_foreign: false,
            is_unique,
        }
    }

    /// The rows of these columns; nothing if one of them isn't there.
    fn rows<'b>(&self, side: Side, names: impl Iterator<Item = &'b str>) -> Option<Vec<usize>> {
        let is = |it: &Pair<&ColumnLine>, name: &str| {
            side.of(*it)
                .is_some_and(|it| it.item.name.eq_ignore_ascii_case(name))
        };
        names
            .map(|name| self.columns.iter().position(|it| is(it, name)))
            .collect()
    }
}

/// The declared type; SQLite has columns without.
fn type_of(table: &shape::Table, line: &ColumnLine) -> String {
    let ty = if line.item.ty.is_empty() {
        "any"
    } else {
        &line.item.ty
    };
    let question = if may_be_null(table, line) { "?" } else { "" };
    format!("{ty}{question}")
}

/// Whether NULL is taken. SQLite's keys take it, unless they are the rowid or the table is of a kind
/// that came after that mistake.
fn may_be_null(table: &shape::Table, line: &ColumnLine) -> bool {
    let is_rowid = table
        .rowid_key()
        .is_some_and(|it| it.identity == line.identity);
    let is_strict = (table.strict || table.without_rowid) && is_primary(table, line);
    !line.item.not_null && !is_rowid && !is_strict
}

fn is_primary(table: &shape::Table, line: &ColumnLine) -> bool {
    let key = table.primary_key();
    key.is_some_and(|key| key.columns.iter().any(|it| is_named(line, it)))
}

/// Whether the column is a key by itself.
fn is_unique(table: &shape::Table, line: &ColumnLine) -> bool {
    unique_keys(table).any(|it| matches!(it.as_slice(), [only] if is_named(line, only)))
}

/// The columns of each key beside the primary one: constraints, and unique indexes over all rows.
fn unique_keys(table: &shape::Table) -> impl Iterator<Item = Vec<&Text>> {
    let constraints = table.uniques().map(|it| it.columns.iter().collect());
    let indexes = table.indexes.iter().map(|it| &it.item);
    let whole = indexes.filter(|it| it.unique && it.filter.is_none());
    constraints.chain(whole.filter_map(indexed_columns))
}

/// The columns that an index sorts; nothing if it sorts something else.
fn indexed_columns(index: &Index) -> Option<Vec<&Text>> {
    let columns = index.columns.iter().map(|it| match &it.term {
        Term::Column(name) => Some(name),
        Term::Expression(_) => None,
    });
    columns.collect()
}

fn is_named(line: &ColumnLine, name: &str) -> bool {
    line.item.name.eq_ignore_ascii_case(name)
}

struct Sides<'a> {
    tables: Vec<Facing<'a>>,
}

impl<'a> Sides<'a> {
    fn new(before: &'a Shape, after: &'a Shape) -> Self {
        let (before, after) = (&before.tables, &after.tables);
        let mut tables = pairs(before, after, |it| it.declared, |it| &it.name);
        tables.sort_by_key(|(old, new)| new.or(*old).map(|it| it.declared));
        Self {
            tables: tables.into_iter().map(Facing::new).collect(),
        }
    }
}
