//! A file as it is, paired with what is declared, so that a plan can lead from one to the other.
//!
//! Equal indices mean to a plan that nothing changes. So a part of the file that is as declared gets the
//! index of its declaration, and every other one an index that no declaration has.

use std::sync::Arc;

use crate::{
    model::{Action, Column, Constraint, Schema, Text},
    plan,
    shape::{ColumnLine, Shape, Table, Traced, owner},
    sql::SameWord,
};

use super::{
    Difference, Found, FoundTable, Kind,
    compare::{compare, compare_table, needs_value},
};

/// Where the indices of what is only in the file begin. No declaration has that many lines.
const FOUND: usize = usize::MAX / 2;

/// A file at a version's number, and what it is to become.
#[derive(Clone, Debug)]
pub struct Reshape {
    /// The declared tables and objects, as the file has them.
    pub before: Shape,
    /// What the file is to have: what is declared, with the columns that only the file has.
    pub after: Shape,
    /// The columns that only rows of an empty table can do without: nothing gives them a value.
    pub unfilled: Vec<Difference>,
    /// Objects that no plan touches, because they can't be read or belong to a module.
    pub untouched: Vec<Difference>,
}

impl Reshape {
    /// Whether it is about what is declared and can't be touched: unreadable tables, and virtual tables
    /// that differ.
    #[must_use]
    pub fn leaves(difference: &Difference) -> bool {
        let is_declared = difference.declared.is_some();
        match difference.kind {
            Kind::Unreadable => is_declared,
            Kind::VirtualTable => is_declared && difference.found.is_some(),
            _ => false,
        }
    }

    /// Pairs what was found with what the newest version declares, also through its renames.
    #[must_use]
    pub fn of(schema: &Schema, found: &Found) -> Self {
        let mut after = schema.newest_shape();
        let mut untouched = compare(&after, found);
        untouched.retain(Self::leaves);
        let is_untouched = |name: &str| untouched.iter().any(|it| it.object.is_same_word(name));
        after.tables.retain(|it| !is_untouched(&it.name));
        let virtual_tables = Arc::make_mut(&mut after.virtual_tables);
        virtual_tables.retain(|it| !is_untouched(&it.item.name));
        let mut reshape = Self {
            before: Shape {
                version: after.version,
                application_id: after.application_id,
                ..Shape::default()
            },
            after,
            unfilled: Vec::new(),
            untouched,
        };
        reshape.pair_tables(&Renames::of(schema), found);
        reshape.pair_objects(found);
        reshape
    }

    /// The steps that lead to the declared shape.
    #[must_use]
    pub fn stage(&self) -> plan::Stage {
        plan::between(&self.before, &self.after)
    }

    fn pair_tables(&mut self, renames: &Renames<'_>, found: &Found) {
        let declared = self.after.clone();
        for new in &mut self.after.tables {
            let names = renames.of_table(&new.name);
            let is_free = |name: &&str| new.name == *name || declared.table(name).is_none();
            let mut names = names.into_iter().filter(is_free);
            let Some(standing) = names.find_map(|it| found.table(it)) else {
                continue;
            };
            let (old, unfilled) = paired(&declared, new, standing, renames);
            self.unfilled.extend(unfilled);
            self.before.tables.push(Arc::new(old));
        }
    }

    fn pair_objects(&mut self, found: &Found) {
        let is_same = |one: &str, other: &str| one.is_same_word(other);
        let differences = compare(&self.after, found);
        let differs = |kind, name: &str| {
            let mut differences = differences.iter();
            differences.any(|it| it.kind == kind && is_same(&it.object, name))
        };
        let index = |kind, name: &str, declared| {
            if differs(kind, name) {
                FOUND + declared
            } else {
                declared
            }
        };
        let Shape {
            virtual_tables,
            views,
            triggers,
            seeds,
            ..
        } = &self.after;
        let before = &mut self.before;
        for new in virtual_tables.iter() {
            let mut standing = found.virtual_tables.iter();
            if standing.any(|it| is_same(&it.name, &new.item.name)) {
                Arc::make_mut(&mut before.virtual_tables).push(new.clone());
            }
        }
        for new in views.iter() {
            let mut standing = found.views.iter();
            let standing = standing.find(|it| is_same(&it.name, &new.item.name));
            Arc::make_mut(&mut before.views).extend(standing.map(|it| Traced {
                declared: index(Kind::View, &it.name, new.declared),
                item: it.clone(),
            }));
        }
        for new in triggers.iter() {
            let mut standing = found.triggers.iter();
            let standing = standing.find(|it| is_same(&it.name, &new.item.name));
            Arc::make_mut(&mut before.triggers).extend(standing.map(|it| Traced {
                declared: index(Kind::Trigger, &it.name, new.declared),
                item: it.clone(),
            }));
        }
        let after = &self.after;
        let before = &self.before;
        let stands = |table: &str| {
            let declared = after.table(table).map(|it| it.declared);
            declared.is_some_and(|it| before.declared_table(it).is_some())
        };
        let seeds = seeds.iter().filter(|it| stands(&it.item.table)).cloned();
        let seeds: Vec<_> = seeds.collect();
        self.before.seeds = Arc::new(seeds);
    }
}

/// The renames of the newest version, by their new names.
struct Renames<'a> {
    actions: &'a [Action],
}

impl<'a> Renames<'a> {
    fn of(schema: &'a Schema) -> Self {
        let newest = schema.versions.last();
        Self {
            actions: newest.map_or(&[], |it| &it.actions),
        }
    }

    /// The names that a table may have in the file, the newest first.
    fn of_table<'b>(&'b self, name: &'b str) -> Vec<&'b str> {
        let older = self.actions.iter().filter_map(|action| match action {
            Action::RenameTable { from, to } if to.is_same_word(name) => Some(from.as_ref()),
            _ => None,
        });
        std::iter::once(name).chain(older).collect()
    }

    /// The names that a column may have in the file, the newest first.
    fn of_column<'b>(&'b self, table: &str, name: &'b str) -> Vec<&'b str> {
        let older = self.actions.iter().filter_map(|action| match action {
            Action::RenameColumn {
                table: own,
                from,
                to,
            } if own.is_same_word(table) && to.is_same_word(name) => Some(from.as_ref()),
            _ => None,
        });
        std::iter::once(name).chain(older).collect()
    }
}

/// The table as the file has it, in the indices of the declaration. What the file alone has of columns is
/// given to the declared one, too.
fn paired(
    shape: &Shape,
    new: &mut Arc<Table>,
    standing: &FoundTable,
    renames: &Renames<'_>,
) -> (Table, Vec<Difference>) {
    let mut old = standing.table.clone();
    old.declared = new.declared;
    let mut differences = Vec::new();
    compare_table(shape, new, standing, &mut differences);
    let differs = |kind, part: &str| {
        let is_it = |it: &Difference| {
            let name = it.part.as_deref();
            it.kind == kind && name.is_some_and(|it| it.is_same_word(part))
        };
        differences.iter().any(is_it)
    };
    let mut own = Vec::new();
    for (fresh, line) in (FOUND..).zip(&mut old.columns) {
        (line.declared, line.identity) = (fresh, fresh);
        let name = &line.item.name;
        let is_it = |it: &&ColumnLine| {
            let names = renames.of_column(&new.name, &it.item.name);
            let mut names = names.into_iter();
            let is_free = |name: &str| new.column(name).is_none() || it.item.name == name;
            let is_first = |it: &&str| standing.table.column(it).is_some() && is_free(it);
            names.find(is_first).is_some_and(|it| it.is_same_word(name))
        };
        match new.columns.iter().find(is_it) {
            Some(declared) => {
                line.identity = declared.identity;
                let is_renamed = !declared.item.name.is_same_word(name);
                if !is_renamed && !differs(Kind::Column, name) {
                    line.declared = declared.declared;
                }
            }
            None => own.push(kept(standing, line)),
        }
    }
    pair_constraints(new, &mut old);
    pair_indexes(new, &mut old, &|name| differs(Kind::Index, name));
    let unfilled = unfilled(new, &old);
    complete(Arc::make_mut(new), &old, own);
    (old, unfilled)
}

/// A column that only the file has, as it stays: no `INSERT` of the program would give it a value, so it
/// does without one.
fn kept(standing: &FoundTable, line: &ColumnLine) -> ColumnLine {
    let mut kept = line.clone();
    if needs_value(&standing.table, &line.item) {
        kept.item.not_null = false;
        kept.declared += FOUND / 2;
    }
    kept
}

fn pair_constraints(new: &Table, old: &mut Table) {
    for (fresh, constraint) in (FOUND..).zip(&mut old.constraints) {
        let mut declared = new.constraints.iter();
        let found = constraint.item.unnamed();
        let same = declared.find(|it| it.item.unnamed() == found);
        constraint.declared = same.map_or(fresh, |it| it.declared);
    }
}

/// Takes the declared indexes of a table. Those of the file's own are carried like any others.
fn pair_indexes(new: &Table, old: &mut Table, differs: &dyn Fn(&str) -> bool) {
    let found = std::mem::take(&mut old.indexes);
    old.indexes = found
        .into_iter()
        .filter_map(|mut index| {
            let mut declared = new.indexes.iter();
            let same = declared.find(|it| it.item.name.is_same_word(&index.item.name))?;
            let fresh = FOUND + same.declared;
            index.declared = if differs(&same.item.name) {
                fresh
            } else {
                same.declared
            };
            Some(index)
        })
        .collect();
}

/// The new columns that nothing gives a value.
fn unfilled(new: &Table, old: &Table) -> Vec<Difference> {
    let is_unfilled = |it: &&ColumnLine| {
        let Column {
            not_null,
            default,
            generated,
            from,
            ..
        } = &it.item;
        let is_filled = default.is_some() || generated.is_some() || from.is_some();
        *not_null && !is_filled && old.column_by_identity(it.identity).is_none()
    };
    let lines = new.columns.iter().filter(is_unfilled);
    lines
        .map(|it| Difference::missing_column(new, &it.item))
        .collect()
}

/// Gives the declared table the columns that only the file has, and takes the `from` of those that stand.
fn complete(new: &mut Table, old: &Table, own: Vec<ColumnLine>) {
    for line in &mut new.columns {
        if old.column_by_identity(line.identity).is_some() {
            line.item.from = None;
        }
    }
    let is_own = |name: &str| own.iter().any(|it| it.item.name.is_same_word(name));
    let clauses = old.constraints.iter().filter(|it| {
        let is_declared = new
            .constraints
            .iter()
            .any(|new| new.declared == it.declared);
        !is_declared && owners(&it.item).iter().any(|it| is_own(it))
    });
    let clauses: Vec<Traced<Constraint>> = clauses.cloned().collect();
    new.columns.extend(own);
    new.constraints.extend(clauses);
}

/// The columns that a constraint can't do without.
fn owners(constraint: &Constraint) -> Vec<&str> {
    let columns: &[Text] = match constraint {
        Constraint::ForeignKey(key) => &key.columns,
        Constraint::Unique(unique) => &unique.columns,
        Constraint::PrimaryKey(_) | Constraint::Check(_) => {
            return owner(constraint).into_iter().collect();
        }
    };
    columns.iter().map(AsRef::as_ref).collect()
}
