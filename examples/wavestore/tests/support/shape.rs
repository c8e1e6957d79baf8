//! What a database consists of, whether read from the catalogue or from SQLite.

use std::{collections::BTreeSet, fmt};

/// A table and everything on it.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    pub since: i64,
    pub autoincrement: bool,
    pub columns: Vec<Column>,
    pub foreign_keys: Vec<ForeignKey>,
    /// UNIQUE constraints of the table itself.
    pub uniques: Vec<Vec<String>>,
    pub indexes: Vec<Index>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub ty: String,
    pub nullable: bool,
    /// The default as SQL.
    pub default: Option<String>,
    /// The place in the primary key, from 1; 0 outside it.
    pub key: i64,
    pub since: i64,
}

/// A foreign key of one column.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    pub column: String,
    pub table: String,
    pub parent: String,
    pub on_delete: String,
}

/// An index that has a statement of its own.
#[derive(Clone, Debug)]
pub struct Index {
    pub name: String,
    pub unique: bool,
    /// Columns, with ` desc` behind those that are sorted that way.
    pub terms: Vec<String>,
    pub filter: Option<String>,
}

/// Whether the order of columns counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As in a fresh file.
    Exact,
    /// Files that were adopted may have another order.
    Any,
}

impl Table {
    /// The columns of the primary key, in its order.
    pub fn key(&self) -> Vec<&Column> {
        let mut key: Vec<_> = self
            .columns
            .iter()
            .filter(|column| column.key > 0)
            .collect();
        key.sort_by_key(|column| column.key);
        key
    }

    /// The foreign key that starts from `column`.
    pub fn foreign_key(&self, column: &str) -> Option<&ForeignKey> {
        self.foreign_keys.iter().find(|key| key.column == column)
    }

    /// Everything there is to say, a line for each fact.
    fn facts(&self, order: Order) -> Vec<String> {
        let name = &self.name;
        let mark = if self.autoincrement {
            " autoincrement"
        } else {
            ""
        };
        let mut facts = vec![format!("table {name}{mark}")];
        for (index, column) in self.columns.iter().enumerate() {
            let position = if order == Order::Exact {
                format!(" ({})", index + 1)
            } else {
                String::new()
            };
            facts.push(format!("{name}: column{position} {column}"));
        }
        facts.extend(self.foreign_keys.iter().map(|key| format!("{name}: {key}")));
        facts.extend(
            self.uniques
                .iter()
                .map(|unique| format!("{name}: unique {unique:?}")),
        );
        facts.extend(self.indexes.iter().map(|index| format!("{name}: {index}")));
        facts
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            ty,
            nullable,
            default,
            key,
            ..
        } = self;
        write!(
            f,
            "{name} {ty} nullable={nullable} default={default:?} key={key}"
        )
    }
}

impl fmt::Display for ForeignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            column,
            table,
            parent,
            on_delete,
        } = self;
        write!(
            f,
            "foreign key {column} -> {table}({parent}) on delete {on_delete}"
        )
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            unique,
            terms,
            filter,
        } = self;
        write!(f, "index {name} unique={unique} {terms:?} where {filter:?}")
    }
}

/// Fails with what one of the two has and the other has not.
#[track_caller]
pub fn assert_same(expected: &[Table], actual: &[Table], order: Order) {
    let facts = |tables: &[Table]| -> BTreeSet<String> {
        tables.iter().flat_map(|table| table.facts(order)).collect()
    };
    let (expected, actual) = (facts(expected), facts(actual));
    let missing: Vec<_> = expected.difference(&actual).collect();
    let extra: Vec<_> = actual.difference(&expected).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing: {missing:#?}\nextra: {extra:#?}"
    );
}
