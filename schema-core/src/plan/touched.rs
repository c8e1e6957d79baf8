//! The columns of a table with which a version has to do.

use crate::{
    model::{Constraint, Index, Term},
    shape::{ColumnLine, Table, Traced, mentions},
    sql::{NameSet, SameWord},
};

/// The columns that a version declares otherwise than the one before, with those that it reads for that.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Touched {
    /// These.
    Columns(NameSet),
    /// All: its rows change, or the rules by which it keeps them.
    Whole,
}

impl Touched {
    pub(super) fn between(before: &Table, after: &Table) -> Self {
        let options = |table: &Table| (table.strict, table.without_rowid);
        if options(before) != options(after) {
            return Self::Whole;
        }
        let mut read = Read::default();
        for (table, other) in [(before, after), (after, before)] {
            lines_beside(table, other).for_each(|it| read.line(it));
            let constraints = beside(&table.constraints, &other.constraints);
            constraints.for_each(|it| read.constraint(it));
            let unique = beside(&table.indexes, &other.indexes).filter(|it| it.unique);
            unique.for_each(|it| read.index(it));
        }
        let lines = before.columns.iter().chain(&after.columns);
        let names = lines.clone().map(|it| it.item.name.as_ref());
        let touched = names.filter(|it| read.names(it)).collect();
        with_computed(touched, &lines.collect::<Vec<_>>())
    }

    /// Whether both have to do with one column.
    pub(super) fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Columns(one), Self::Columns(other)) => one.meets(other),
            _ => true,
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Columns(all), Self::Columns(more)) => all.add(&more),
            (whole, _) => *whole = Self::Whole,
        }
    }
}

/// Adds the columns that are generated from these.
fn with_computed(mut named: NameSet, lines: &[&ColumnLine]) -> Touched {
    loop {
        let reads = |line: &ColumnLine| {
            let generated = line.item.generated.as_ref();
            generated.is_some_and(|it| named.has_any(|name| mentions(&it.expression, name)))
        };
        let computed = lines.iter().filter(|it| reads(it));
        let computed: NameSet = computed.map(|it| it.item.name.as_ref()).collect();
        let known = named.len();
        named.add(&computed);
        if named.len() == known {
            return Touched::Columns(named);
        }
    }
}

/// The lines that another table does not have.
fn lines_beside<'a>(table: &'a Table, other: &Table) -> impl Iterator<Item = &'a ColumnLine> {
    let has = |line: usize| other.columns.iter().any(|it| it.declared == line);
    table.columns.iter().filter(move |it| !has(it.declared))
}

/// The parts that another table does not have.
fn beside<'a, T>(these: &'a [Traced<T>], others: &[Traced<T>]) -> impl Iterator<Item = &'a T> {
    let has = |part: usize| others.iter().any(|it| it.declared == part);
    let parts = these.iter().filter(move |it| !has(it.declared));
    parts.map(|it| &it.item)
}

/// What a version's declarations speak of.
#[derive(Default)]
struct Read<'a> {
    names: Vec<&'a str>,
    /// SQL texts.
    texts: Vec<&'a str>,
}

impl<'a> Read<'a> {
    /// Whether one of them speaks of a column.
    fn names(&self, column: &str) -> bool {
        let mut names = self.names.iter();
        let mut texts = self.texts.iter();
        names.any(|it| it.is_same_word(column)) || texts.any(|it| mentions(it, column))
    }

    fn line(&mut self, line: &'a ColumnLine) {
        let column = &line.item;
        self.names.push(&column.name);
        self.texts.extend(column.from.as_deref());
        let generated = column.generated.as_ref();
        self.texts
            .extend(generated.map(|it| it.expression.as_ref()));
    }

    fn constraint(&mut self, constraint: &'a Constraint) {
        let columns = match constraint {
            Constraint::PrimaryKey(key) => &key.columns,
            Constraint::Unique(unique) => &unique.columns,
            Constraint::ForeignKey(key) => &key.columns,
            Constraint::Check(check) => return self.texts.push(&check.expression),
        };
        self.names.extend(columns.iter().map(AsRef::as_ref));
    }

    fn index(&mut self, index: &'a Index) {
        for column in index.columns.iter() {
            match &column.term {
                Term::Column(name) => self.names.push(name),
                Term::Expression(text) => self.texts.push(text),
            }
        }
        self.texts.extend(index.filter.as_deref());
    }
}
