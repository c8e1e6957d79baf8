//! References between rows, looked at where a stage can have broken them.
//!
//! A whole `foreign_key_check` can cost more than the upgrade, so only children are looked at whose
//! rows, keys or parents the stage has touched.

mod changed;
mod identity;
mod orphan;
mod standing;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use rusqlite::Connection;

use schema_core::{
    model::Constraint,
    plan::{Stage, Step, TableChange},
    shape::Table,
    sql::SameWord,
};

use self::{
    changed::{Changed, is_key_changed},
    identity::Identity,
    orphan::{Mark, orphans},
    standing::Referring,
};
use crate::engine::{
    error::{Violation, is_about_sql},
    terms::Warning,
};

pub(super) use self::standing::{Child, referring_to};

/// How many rows with such a mark had no parent, by the name that the table had. A table is missing
/// that refers to no key: SQLite can't tell its rows.
pub(super) type Before = HashMap<String, HashMap<Mark, usize>>;

/// The tables whose references the stage can break.
pub(super) fn concerned(connection: &Connection, stage: &Stage) -> rusqlite::Result<Vec<Child>> {
    let moves_data = stage
        .steps
        .iter()
        .any(|it| matches!(it, Step::Sql(_) | Step::Run(_)));
    let declared = stage.after.tables.iter();
    let declared = declared
        .filter(|it| it.foreign_keys().next().is_some())
        .filter(|table| moves_data || can_break(stage, table))
        .map(|table| {
            let old = stage.before.declared_table(table.declared);
            child(stage, old.map(|it| it.name.clone()), table.name.clone())
        });
    let mut children: Vec<Child> = declared.collect();
    if !moves_data && !alters_tables(stage) {
        return Ok(children);
    }
    // Read for each stage anew, because a rename goes through what refers to the table, too.
    for Referring { name, keys } in standing::referring(connection)? {
        let mut keys = keys.iter();
        let is_concerned = keys.any(|it| is_key_changed(stage, it, moves_data));
        if let Some(after) = name_after(stage, &name).filter(|_| is_concerned) {
            let after = after.to_owned();
            children.push(child(stage, Some(name.clone()), after));
        }
    }
    Ok(distinct(children))
}

fn child(stage: &Stage, before: Option<String>, after: String) -> Child {
    let identity = Identity::of(stage, before.as_deref());
    Child {
        before,
        after,
        identity,
    }
}

/// The first child of each name, by name.
fn distinct(children: Vec<Child>) -> Vec<Child> {
    let mut distinct: Vec<Child> = Vec::new();
    for child in children {
        if let Err(at) = distinct.binary_search_by(|it| it.after.cmp(&child.after)) {
            distinct.insert(at, child);
        }
    }
    distinct
}

/// Whether the stage has another shape for any table that stands.
fn alters_tables(stage: &Stage) -> bool {
    let mut tables = stage.before.tables.iter();
    tables.any(|old| {
        let new = stage.after.declared_table(old.declared);
        new.is_none_or(|new| !Arc::ptr_eq(old, new))
    })
}

/// What a table that stands is called after the stage; `None` if it goes.
fn name_after<'a>(stage: &'a Stage, name: &'a str) -> Option<&'a str> {
    match stage.before.table(name) {
        Some(old) => {
            let new = stage.after.declared_table(old.declared);
            new.map(|it| it.name.as_str())
        }
        None => Some(name),
    }
}

/// Whether the stage can break a reference by what it does to the table that has it.
fn can_break(stage: &Stage, table: &Arc<Table>) -> bool {
    let is_seeded = stage
        .steps
        .iter()
        .any(|step| matches!(step, Step::Seed(seed) if seed.table.is_same_word(&table.name)));
    let Some(old) = stage.before.declared_table(table.declared) else {
        return is_seeded;
    };
    let changed = Changed::of(&TableChange { old, new: table });
    let stood = |declared: usize| old.constraints.iter().any(|it| it.declared == declared);
    is_seeded
        || table.constraints.iter().any(|it| match &it.item {
            Constraint::ForeignKey(key) => !stood(it.declared) || changed.has_any(&key.columns),
            _ => false,
        })
}

/// The rows without a parent before the stage. Where SQLite can't tell, none are excused.
pub(super) fn before(connection: &Connection, concerned: &[Child]) -> rusqlite::Result<Before> {
    let counted = concerned.iter().filter_map(|child| {
        let name = child.before.clone()?;
        let key = child.identity.before();
        let counts = count(orphans(connection, &name, key.as_deref()));
        counts.map(|counts| Some((name, counts?))).transpose()
    });
    counted.collect()
}

/// Counts rows that can't be told apart. That SQLite can't tell is passed over; that it can't read is not.
fn count(
    orphans: rusqlite::Result<Vec<(Violation, Mark)>>,
) -> rusqlite::Result<Option<HashMap<Mark, usize>>> {
    let mut counts = HashMap::new();
    let orphans = match orphans {
        Err(error) if is_about_sql(&error) => return Ok(None),
        orphans => orphans?,
    };
    for (_, mark) in orphans {
        *counts.entry(mark).or_default() += 1;
    }
    Ok(Some(counts))
}

/// What the references of some tables lead to after a stage.
#[derive(Default)]
pub(super) struct Dangling {
    /// Those that had a parent before it.
    pub(super) new: Vec<Violation>,
    /// How many had none before either, for each of the tables.
    pub(super) stood: Vec<(String, u64)>,
}

/// The rows without a parent, told apart by whether they had one before the stage.
pub(super) fn dangling(
    connection: &Connection,
    concerned: &[Child],
    before: &Before,
) -> rusqlite::Result<Dangling> {
    let mut all = Dangling::default();
    for child in concerned {
        let excused = child.before.as_ref().and_then(|it| before.get(it));
        let mut excused = excused.cloned().unwrap_or_default();
        let mut stood = 0;
        let key = child.identity.after();
        let orphans = match orphans(connection, &child.after, key.as_deref()) {
            Err(error) => {
                let lost = lost_key(&child.after, error)?;
                // One that referred to no key before the stage is none of ours.
                let had_one = child
                    .before
                    .as_ref()
                    .is_none_or(|it| before.contains_key(it));
                all.new.extend(had_one.then_some(lost));
                continue;
            }
            Ok(orphans) => orphans,
        };
        for (violation, mark) in orphans {
            match excused.get_mut(&mark) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    stood += 1;
                }
                _ => all.new.push(violation),
            }
        }
        all.stood.push((child.after.clone(), stood));
    }
    Ok(all)
}

/// References that led to nothing before a run, and are left so, for each table by its name.
#[derive(Debug, Default)]
pub(super) struct Left(BTreeMap<String, u64>);

impl Left {
    /// What a stage has shown; of other tables it is known from an earlier one.
    pub(super) fn note(&mut self, stage: &Stage, stood: Vec<(String, u64)>) {
        let known = std::mem::take(&mut self.0).into_iter();
        let renamed = known.filter_map(|(name, count)| {
            let after = name_after(stage, &name)?.to_owned();
            Some((after, count))
        });
        self.0 = renamed.chain(stood).collect();
    }

    pub(super) fn warnings(&self) -> impl Iterator<Item = Warning> {
        let left = self.0.iter().filter(|(_, count)| **count > 0);
        left.map(|(table, count)| Warning::Dangling {
            table: table.clone(),
            references: *count,
        })
    }
}

/// What is wrong with a table that refers to a key which has gone. SQLite says:
/// `foreign key mismatch - "own" referencing "area"`.
fn lost_key(table: &str, error: rusqlite::Error) -> rusqlite::Result<Violation> {
    let said = error.to_string();
    let parent = said
        .split_once("foreign key mismatch - ")
        .and_then(|(_, rest)| rest.split_once(" referencing \""))
        .and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_owned()));
    let lost = parent.map(|parent| Violation {
        table: table.to_owned(),
        rowid: None,
        parent,
    });
    lost.ok_or(error)
}
