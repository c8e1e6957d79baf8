//! What a history is: everything that any version has, with the names that it has had.

use std::collections::HashSet;

use super::values::{Expr, Type, Value};

/// The versions that have something.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    pub since: i64,
    pub until: Option<i64>,
}

impl Life {
    pub fn from(since: i64) -> Self {
        Self { since, until: None }
    }

    pub fn has(self, version: i64) -> bool {
        self.since <= version && self.until.is_none_or(|it| version < it)
    }

    /// The last version that has it, of those up to `newest`.
    pub fn last(self, newest: i64) -> i64 {
        self.until.map_or(newest, |it| (it - 1).min(newest))
    }
}

/// The names that a thing has had, each with its first version.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<(i64, String)>);

impl Names {
    pub fn at(&self, version: i64) -> &str {
        let last = self.0.iter().rev().find(|it| it.0 <= version);
        &last.unwrap_or(&self.0[0]).1
    }
}

/// A piece of SQL in which `{3}` is table 3, `{3.1}` its column 1, and `{v2}` virtual table 2.
pub type Sql = String;

/// A column, as table and number.
pub type Place = (usize, usize);

#[derive(Clone, Debug)]
pub struct From {
    pub source: usize,
    pub expr: Expr,
    pub fallback: Option<Value>,
}

#[derive(Clone, Debug)]
pub struct Reference {
    pub to: Place,
    pub action: &'static str,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub life: Life,
    pub ty: Type,
    pub nullable: bool,
    pub default: Option<Value>,
    pub nocase: bool,
    pub unique: bool,
    /// A check for at least this number.
    pub least: Option<i64>,
    pub from: Option<From>,
    pub generated: Option<(Sql, bool)>,
    pub references: Option<Reference>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub names: Names,
    pub lines: Vec<Line>,
}

impl Column {
    pub fn at(&self, version: i64) -> Option<&Line> {
        self.lines.iter().find(|it| it.life.has(version))
    }

    pub fn newest(&self) -> &Line {
        self.lines.last().unwrap()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// The first column is the rowid; whether it is `autoincrement`.
    Rowid(bool),
    /// The first so many columns.
    Columns(usize),
    None,
}

#[derive(Clone, Debug)]
pub struct Index {
    pub life: Life,
    pub name: String,
    pub unique: bool,
    /// Each with whether it is SQL rather than a column, and its words.
    pub terms: Vec<(Option<Sql>, usize, &'static str)>,
    pub filter: Option<Sql>,
    pub reads: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub life: Life,
    pub names: Names,
    pub key: Key,
    pub columns: Vec<Column>,
    pub strict: Vec<Life>,
    pub without_rowid: Vec<Life>,
    /// Conditions on a line, and what they read.
    pub checks: Vec<(Life, Sql, usize)>,
    pub foreign: Vec<(Life, Vec<usize>, usize)>,
    pub indexes: Vec<Index>,
}

impl Table {
    pub fn alive(&self, version: i64) -> impl Iterator<Item = (usize, &Column, &Line)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(move |(at, it)| it.at(version).map(|line| (at, it, line)))
    }

    pub fn key_columns(&self) -> usize {
        match self.key {
            Key::Rowid(_) => 1,
            Key::Columns(count) => count,
            Key::None => 0,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Object {
    View(Sql),
    /// When, on which table, and its body.
    Trigger(&'static str, usize, Sql),
    /// The module with its arguments, and what it is.
    Virtual(Sql, Kind),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Own,
    External(Place),
    Contentless,
    Box,
}

#[derive(Clone, Debug)]
pub struct Thing {
    pub life: Life,
    pub names: Names,
    pub object: Object,
    pub tables: Vec<usize>,
    pub reads: Vec<Place>,
}

#[derive(Clone, Debug)]
pub struct Seed {
    pub life: Life,
    pub table: usize,
    pub row: Vec<(usize, Value)>,
}

#[derive(Clone, Debug)]
pub enum Action {
    RenameTable(usize),
    RenameColumn(Place),
    RenameVirtual(usize),
    Update(Place, Expr),
    Delete(Place, i64),
}

#[derive(Clone, Debug, Default)]
pub struct World {
    pub newest: i64,
    pub tables: Vec<Table>,
    pub things: Vec<Thing>,
    pub seeds: Vec<Seed>,
    pub actions: Vec<(i64, Action)>,
    /// Renames that come with later versions.
    pub pending: Vec<(i64, Action, String)>,
    pub used: HashSet<String>,
    /// What the version at hand has changed already.
    pub touched: HashSet<Place>,
    pub touched_tables: HashSet<usize>,
    /// What keeps its values: keys, unique columns, and both ends of a reference.
    pub fixed: HashSet<Place>,
    /// What keeps its name, and stays: what is about to be renamed once more, and texts in an index.
    pub named: HashSet<Place>,
    pub named_tables: HashSet<usize>,
    pub renamed: HashSet<Place>,
    pub lists: bool,
}

impl World {
    /// A piece of SQL with the names of a version.
    pub fn text(&self, sql: &str, version: i64, quote: &str) -> String {
        let mut out = String::new();
        let mut rest = sql;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, after) = after.split_once('}').unwrap();
            out.push_str(before);
            if let Some(thing) = inside.strip_prefix('v') {
                out.push_str(
                    self.things[thing.parse::<usize>().unwrap()]
                        .names
                        .at(version),
                );
                rest = after;
                continue;
            }
            let mut numbers = inside.split('.').map(|it| it.parse::<usize>().unwrap());
            let table = &self.tables[numbers.next().unwrap()];
            let names = numbers.next().map(|it| &table.columns[it].names);
            out.push_str(quote);
            out.push_str(names.unwrap_or(&table.names).at(version));
            out.push_str(quote);
            rest = after;
        }
        out + rest
    }

    pub fn alive(&self, version: i64) -> impl Iterator<Item = (usize, &Table)> {
        let tables = self.tables.iter().enumerate();
        tables.filter(move |(_, it)| it.life.has(version))
    }

    pub fn sql_of(&self, table: usize, from: &From, version: i64) -> String {
        let source = self.tables[table].columns[from.source].names.at(version);
        let sql = from.expr.sql(source);
        match &from.fallback {
            Some(it) => format!("coalesce({sql}, {})", it.sql()),
            None => sql,
        }
    }
}
