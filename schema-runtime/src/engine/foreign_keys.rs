//! References between rows, looked at where a stage can have broken them.
//!
//! A whole `foreign_key_check` can cost more than the upgrade, so only children are looked at whose
//! rows, keys or parents the stage has touched.

use std::{collections::HashMap, sync::Arc};

use rusqlite::Connection;

use schema_core::{
    found::Found,
    plan::{Stage, Step, TableChange},
    shape::{Table, Timeline},
    sql::Literal,
};

use super::{Violation, apply::is_about_sql};

/// How many rows with this rowid had no parent, by table.
pub(super) type Before = HashMap<String, HashMap<Option<i64>, usize>>;

/// A table whose references a stage can break, by its names before and after.
#[derive(Debug)]
pub(super) struct Child {
    before: Option<String>,
    after: String,
}

/// A table of the file's own that refers to tables of the schema.
#[derive(Debug)]
pub(super) struct Undeclared {
    name: String,
    parents: Vec<String>,
}

/// The tables of the file's own that refer to tables which any version has.
pub(super) fn undeclared(timeline: &Timeline, found: &Found) -> Vec<Undeclared> {
    let is_known = |name: &str| {
        let mut shapes = timeline.shapes().iter();
        shapes.any(|shape| shape.table(name).is_some())
    };
    let own = found.tables.iter().map(|it| &it.table);
    let own = own.filter(|table| !is_known(&table.name));
    let children = own.map(|table| Undeclared {
        name: table.name.clone(),
        parents: table
            .foreign_keys()
            .map(|key| key.table.to_string())
            .filter(|parent| is_known(parent))
            .collect(),
    });
    children.filter(|it| !it.parents.is_empty()).collect()
}

/// The tables whose references the stage can break.
pub(super) fn concerned(stage: &Stage, undeclared: &[Undeclared]) -> Vec<Child> {
    let moves_data = stage
        .steps
        .iter()
        .any(|it| matches!(it, Step::Sql(_) | Step::Run(_)));
    let declared = stage.after.tables.iter();
    let declared = declared
        .filter(|it| it.foreign_keys().next().is_some())
        .filter(|table| moves_data || can_break(stage, table))
        .map(|table| Child {
            before: stage
                .before
                .declared_table(table.declared)
                .map(|it| it.name.clone()),
            after: table.name.clone(),
        });
    let own = undeclared
        .iter()
        .filter(|it| moves_data || it.parents.iter().any(|it| parent_changed(stage, it)))
        .map(|it| Child {
            before: Some(it.name.clone()),
            after: it.name.clone(),
        });
    declared.chain(own).collect()
}

fn can_break(stage: &Stage, table: &Arc<Table>) -> bool {
    let is_seeded = stage.steps.iter().any(
        |step| matches!(step, Step::Seed(seed) if seed.table.eq_ignore_ascii_case(&table.name)),
    );
    let Some(old) = stage.before.declared_table(table.declared) else {
        return is_seeded;
    };
    let change = TableChange { old, new: table };
    let changed = changed_columns(&change);
    is_seeded
        || table.foreign_keys().any(|key| {
            let is_new = table.constraints.iter().any(|it| {
                matches!(&it.item, schema_core::model::Constraint::ForeignKey(own) if own == key)
                    && !old
                        .constraints
                        .iter()
                        .any(|was| was.declared == it.declared)
            });
            let has_changed = key
                .columns
                .iter()
                .any(|it| changed.contains(&it.to_ascii_lowercase()));
            is_new || has_changed || parent_changed(stage, &key.table)
        })
}

/// Whether the keys of a parent may have other values than before.
fn parent_changed(stage: &Stage, parent: &str) -> bool {
    let Some(new) = stage.after.table(parent) else {
        return true;
    };
    let Some(old) = stage.before.declared_table(new.declared) else {
        return true;
    };
    let changed = changed_columns(&TableChange { old, new });
    let keys = new
        .primary_key()
        .map(|key| &key.columns)
        .into_iter()
        .chain(new.uniques().map(|it| &it.columns));
    let mut keys = keys.flat_map(|columns| columns.iter());
    keys.any(|it| changed.contains(&it.to_ascii_lowercase()))
}

/// The columns whose rows may have another value after the stage.
fn changed_columns(change: &TableChange<'_>) -> Vec<String> {
    let altered = change
        .kept()
        .filter(|(old, new)| old.declared != new.declared);
    let added = change
        .added()
        .filter(|it| it.item.default.is_some() || it.item.from.is_some());
    let names = altered
        .map(|(_, new)| &new.item.name)
        .chain(added.map(|it| &it.item.name));
    names.map(|it| it.to_ascii_lowercase()).collect()
}

/// The rows without a parent before the stage. Where SQLite can't tell, none are excused.
pub(super) fn before(connection: &Connection, concerned: &[Child]) -> rusqlite::Result<Before> {
    let counted = concerned.iter().filter_map(|child| {
        let counts = count(violations(connection, child.before.as_ref()?));
        Some(counts.map(|counts| (child.after.clone(), counts)))
    });
    counted.collect()
}

/// Counts violations by row. That SQLite can't tell is passed over; that it can't read is not.
fn count(
    violations: rusqlite::Result<Vec<Violation>>,
) -> rusqlite::Result<HashMap<Option<i64>, usize>> {
    let mut counts = HashMap::new();
    let violations = match violations {
        Err(error) if !is_about_sql(&error) => return Err(error),
        violations => violations.unwrap_or_default(),
    };
    for violation in violations {
        *counts.entry(violation.rowid).or_default() += 1;
    }
    Ok(counts)
}

/// The rows without a parent that had one before the stage.
pub(super) fn new(
    connection: &Connection,
    concerned: &[Child],
    before: &Before,
) -> rusqlite::Result<Vec<Violation>> {
    let mut all = Vec::new();
    for Child { after, .. } in concerned {
        let mut excused = before.get(after).cloned().unwrap_or_default();
        for violation in violations(connection, after)? {
            match excused.get_mut(&violation.rowid) {
                Some(count) if *count > 0 => *count -= 1,
                _ => all.push(violation),
            }
        }
    }
    Ok(all)
}

fn violations(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Violation>> {
    let sql = format!("PRAGMA main.foreign_key_check({})", Literal(table));
    let mut statement = connection.prepare(&sql)?;
    let violation = |row: &rusqlite::Row<'_>| {
        Ok(Violation {
            table: row.get(0)?,
            rowid: row.get(1)?,
            parent: row.get(2)?,
        })
    };
    let violations = statement.query_map([], violation)?;
    violations.collect()
}
