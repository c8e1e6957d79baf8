//! Which programs can still work with a file that a newer one has written: the floor of a version.
//!
//! It follows from what each version changes. What only adds, and has a value where an older program
//! gives none, demands nothing. What refuses rows that an older program may write, or writes rows of
//! its own, keeps older programs from writing. Whatever else an older program can see keeps it out.

use crate::{
    model::{Column, Compatibility, Constraint, Domain, Extern, Index, Schema, Text},
    plan::TableChange,
    shape::{Shape, Table, Timeline, Traced, mentions},
};

#[cfg(test)]
mod tests;

/// The oldest versions whose programs can work with the files of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The oldest version whose programs can read.
    pub readers: i64,
    /// The oldest version whose programs can read and write.
    pub writers: i64,
}

impl Floor {
    /// The floors of all versions of a schema, oldest first.
    #[must_use]
    pub fn all(schema: &Schema, timeline: &Timeline) -> Vec<Self> {
        let first = schema.first_version();
        let mut floor = Self {
            readers: first,
            writers: first,
        };
        let mut floors = vec![floor];
        for pair in timeline.shapes().windows(2) {
            let [older, newer] = pair else { continue };
            floor.raise(of_version(schema, older, newer), newer.version);
            floors.push(floor);
        }
        floors
    }

    fn raise(&mut self, demand: Demand, version: i64) {
        match demand {
            Demand::Nothing => {}
            Demand::OfWriters => self.writers = version,
            Demand::OfAll => (self.readers, self.writers) = (version, version),
        }
    }
}

/// Who has to know of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Demand {
    /// Nobody.
    #[default]
    Nothing,
    /// Programs that write.
    OfWriters,
    /// All programs.
    OfAll,
}

impl Demand {
    /// The demand, where something is so.
    fn when(self, is_so: bool) -> Self {
        if is_so { self } else { Self::Nothing }
    }
}

fn most(demands: impl Iterator<Item = Demand>) -> Demand {
    demands.max().unwrap_or_default()
}

/// What a version demands: what its word says, or else what it does.
fn of_version(schema: &Schema, older: &Shape, newer: &Shape) -> Demand {
    let Some(version) = schema.version(newer.version) else {
        return Demand::OfAll;
    };
    match version.compatibility {
        Some(Compatibility::Compatible) => Demand::Nothing,
        Some(Compatibility::Breaking) => Demand::OfAll,
        // Renames, and statements of which nothing is known.
        None if !version.actions.is_empty() => Demand::OfAll,
        None => of_shapes(&schema.externs, older, newer),
    }
}

/// What the way from one shape to another demands, if nothing is renamed.
fn of_shapes(externs: &[Extern], older: &Shape, newer: &Shape) -> Demand {
    let tables = newer.tables.iter().map(|new| {
        let old = older.declared_table(new.declared);
        old.map_or_else(
            || of_new_table(older, new),
            |old| of_change(externs, &TableChange { old, new }),
        )
    });
    let goes = |old: &Table| newer.declared_table(old.declared).is_none();
    let gone = Demand::OfAll.when(older.tables.iter().any(|it| goes(it)));
    let triggers = newer
        .triggers
        .iter()
        .filter(|it| !older.triggers.contains(it));
    let watches = |name: &str| {
        let mut names = older.relation_names();
        names.any(|it| it.eq_ignore_ascii_case(name))
    };
    let triggers = triggers.map(|it| Demand::OfWriters.when(watches(&it.item.table)));
    let lost = Demand::OfWriters.when(any_lost(&older.triggers, &newer.triggers));
    let views = Demand::OfAll.when(any_lost(&older.views, &newer.views));
    let virtual_tables = any_lost(&older.virtual_tables, &newer.virtual_tables);
    let virtual_tables = Demand::OfAll.when(virtual_tables);
    let others = [gone, lost, views, virtual_tables];
    most(tables.chain(triggers).chain(others))
}

fn any_lost<T: PartialEq>(older: &[Traced<T>], newer: &[Traced<T>]) -> bool {
    older.iter().any(|it| !newer.contains(it))
}

/// A new table is nothing to an older program, unless it keeps rows from being deleted.
fn of_new_table(older: &Shape, table: &Table) -> Demand {
    let is_older = |name: &str| older.table(name).is_some();
    Demand::OfWriters.when(table.foreign_keys().any(|it| is_older(&it.table)))
}

fn of_change(externs: &[Extern], change: &TableChange<'_>) -> Demand {
    if std::sync::Arc::ptr_eq(change.old, change.new) {
        return Demand::Nothing;
    }
    let kept = change.kept().map(|(old, new)| {
        let altered = old.declared != new.declared;
        let altered = altered.then(|| of_altered_column(&old.item, &new.item));
        let domains = of_domains(old.item.domain.as_ref(), new.item.domain.as_ref());
        altered.unwrap_or_default().max(domains)
    });
    let added = change.added().map(|it| of_new_column(externs, &it.item));
    let dropped = Demand::OfAll.when(change.dropped().next().is_some());
    let others = [
        dropped,
        of_options(change),
        of_constraints(change),
        of_indexes(externs, change),
    ];
    most(kept.chain(added).chain(others))
}

fn of_options(change: &TableChange<'_>) -> Demand {
    let (old, new) = (change.old, change.new);
    let loosened = old.strict && !new.strict;
    let tightened = !old.strict && new.strict;
    Demand::OfAll
        .when(loosened || old.without_rowid != new.without_rowid)
        .max(Demand::OfWriters.when(tightened))
}

/// An older program reads NULL where there was none, or finds other values, or its rows are refused.
fn of_altered_column(was: &Column, is: &Column) -> Demand {
    let same_type = was.ty.eq_ignore_ascii_case(&is.ty) && was.collate == is.collate;
    let same_values = is.from.is_none() && was.generated == is.generated;
    let loosened = was.not_null && !is.not_null;
    let tightened = !was.not_null && is.not_null;
    Demand::OfAll
        .when(!same_type || !same_values || loosened)
        .max(
            Demand::OfWriters
                .when(tightened || was.default != is.default || was.on_null != is.on_null),
        )
}

/// An older program can't read a value that it doesn't know, and may write one that is no more.
fn of_domains(was: Option<&Domain>, is: Option<&Domain>) -> Demand {
    let within = |one: Option<&Domain>, other: Option<&Domain>| {
        other.is_none_or(|other| other.has_all_of(one))
    };
    Demand::OfAll
        .when(!within(is, was))
        .max(Demand::OfWriters.when(!within(was, is)))
}

/// A new column is nothing to a program that doesn't name it, if it has a value of its own.
fn of_new_column(externs: &[Extern], column: &Column) -> Demand {
    let generated = column.generated.as_ref();
    let has_default = column
        .default
        .as_deref()
        .is_some_and(|it| !it.eq_ignore_ascii_case("NULL"));
    let has_value = !column.not_null || has_default || generated.is_some();
    let texts = [column.default.as_ref(), generated.map(|it| &it.expression)];
    let mut texts = texts.into_iter().flatten();
    let asks = texts.any(|it| calls(externs, it)) || collates(externs, column.collate.as_ref());
    Demand::OfAll
        .when(asks)
        .max(Demand::OfWriters.when(!has_value))
}

fn of_constraints(change: &TableChange<'_>) -> Demand {
    let (old, new) = (&change.old.constraints, &change.new.constraints);
    let lacks = |all: &[Traced<Constraint>], one: &Traced<Constraint>| {
        let one = one.item.unnamed();
        !all.iter().any(|it| it.item.unnamed() == one)
    };
    // A program that relies on a condition does not expect rows that break it.
    Demand::OfAll
        .when(old.iter().any(|it| lacks(new, it)))
        .max(Demand::OfWriters.when(new.iter().any(|it| lacks(old, it))))
}

/// Only unique indexes can be told from the rows, and those that ask for what a program may not have.
fn of_indexes(externs: &[Extern], change: &TableChange<'_>) -> Demand {
    let (old, new) = (&change.old.indexes, &change.new.indexes);
    let lacks = |all: &[Traced<Index>], one: &Index| !all.iter().any(|it| it.item == *one);
    let gone = old.iter().map(|it| &it.item).filter(|it| lacks(new, it));
    let gone = gone.map(|it| Demand::OfAll.when(it.unique));
    let come = new.iter().map(|it| &it.item).filter(|it| lacks(old, it));
    let come = come.map(|index| {
        let mut columns = index.columns.iter();
        let asks = index.texts().any(|it| calls(externs, it))
            || columns.any(|it| collates(externs, it.collate.as_ref()));
        Demand::OfAll
            .when(asks)
            .max(Demand::OfWriters.when(index.unique))
    });
    most(gone.chain(come))
}

/// Whether SQL text calls a function that only the application has.
fn calls(externs: &[Extern], text: &str) -> bool {
    externs.iter().any(|it| match it {
        Extern::Function { name, .. } | Extern::Collation(name) => mentions(text, name),
        Extern::Module(_) | Extern::Tokenizer(_) => false,
    })
}

fn collates(externs: &[Extern], collation: Option<&Text>) -> bool {
    collation.is_some_and(|collation| {
        externs
            .iter()
            .any(|it| matches!(it, Extern::Collation(name) if name.eq_ignore_ascii_case(collation)))
    })
}
