//! What the schema doesn't know of tables that are rebuilt: columns, and objects that a rebuild would lose.

use std::borrow::Cow;

use rusqlite::Connection;

use schema_core::{
    found::{Found, read_trigger, read_view},
    plan::{Stage, Step},
    shape::{Shape, Table, Timeline, mentions},
    sql::SameWord,
};

use super::run::Run;
use crate::engine::{
    ask,
    connection::{in_main, refused},
    error::{Error, Result},
    look::column_names,
};

/// An object of the file's own that a rebuild would lose or trip over.
pub(super) struct Own {
    kind: String,
    name: String,
    /// The table that it is on, or its own name.
    table: String,
    sql: String,
}

impl Run<'_> {
    /// Makes the file's own columns part of the schema for this run, if the caller asks for it.
    pub(super) fn carry_columns(&self, timeline: &mut Timeline, found: &Found) {
        if !self.options.carry_undeclared {
            return;
        }
        for standing in &found.tables {
            let shapes = timeline.shapes().iter();
            let mut shapes = shapes.filter(|it| it.version >= self.version);
            let table = shapes.find_map(|it| it.table(&standing.table.name));
            if let Some(declared) = table.map(|it| it.declared) {
                timeline.carry_columns(declared, &standing.table);
            }
        }
    }

    /// The stage as it is done to this file: a rebuild that nothing demands must not cost the file
    /// anything of its own.
    pub(crate) fn fitted<'stage>(&self, stage: &'stage Stage) -> Result<Cow<'stage, Stage>> {
        let mut in_place = Vec::new();
        for declared in &stage.shortcuts {
            let table = stage.before.declared_table(*declared);
            let bare = table.map(|it| is_bare(self.connection, &stage.before, it));
            if !bare
                .unwrap_or(Ok(false))
                .map_err(refused(self.connection))?
            {
                in_place.push(*declared);
            }
        }
        Ok(if in_place.is_empty() {
            Cow::Borrowed(stage)
        } else {
            Cow::Owned(stage.with_in_place(&in_place))
        })
    }

    /// Takes away what a stage's rebuilds would lose, to be brought back after; or refuses.
    pub(super) fn carry(&self, stage: &Stage) -> Result<Vec<Own>> {
        let mut carried = self.on_remade_views(stage)?;
        for step in &stage.steps {
            let Step::CopyRows(copy) = step else { continue };
            let old = stage
                .after
                .table(&copy.from)
                .and_then(|it| stage.before.declared_table(it.declared));
            let Some(old) = old else { continue };
            let objects =
                undeclared(self.connection, &stage.before).map_err(refused(self.connection))?;
            let objects = concerning(objects, &old.name);
            let columns = self.undeclared_columns(old)?;
            let is_lost = !columns.is_empty() || !objects.is_empty();
            if is_lost && !self.options.carry_undeclared {
                let objects = objects.into_iter().map(|it| it.name);
                return Err(Error::Undeclared {
                    file: self.file(),
                    version: stage.after.version,
                    table: old.name.clone(),
                    objects: columns.into_iter().chain(objects).collect(),
                });
            }
            let known: Vec<String> = carried.iter().map(|it| it.name.clone()).collect();
            carried.extend(objects.into_iter().filter(|it| !known.contains(&it.name)));
        }
        // A view would take its triggers along.
        for kind in KINDS.into_iter().rev() {
            for object in carried.iter().filter(|it| it.kind == kind) {
                let sql = format!("DROP {kind} {}", in_main(&object.name));
                self.execute(&sql, stage.after.version)?;
            }
        }
        Ok(carried)
    }

    /// The columns of a table that the schema doesn't know, and that a rebuild would lose.
    fn undeclared_columns(&self, table: &Table) -> Result<Vec<String>> {
        let names = column_names(self.connection, &table.name);
        let mut names = names.map_err(refused(self.connection))?;
        names.retain(|it| table.column(it).is_none());
        Ok(names)
    }

    /// The file's own triggers on views that are dropped and made again. They stand in nobody's way, so
    /// nobody is asked.
    fn on_remade_views(&self, stage: &Stage) -> Result<Vec<Own>> {
        let stays = |name: &str| {
            let mut views = stage.after.views.iter();
            views.any(|it| it.item.name.is_same_word(name))
        };
        let remade = stage.steps.iter().filter_map(|step| match step {
            Step::DropView(name) => Some(name).filter(|it| stays(it)),
            _ => None,
        });
        let remade: Vec<&String> = remade.collect();
        if remade.is_empty() {
            return Ok(Vec::new());
        }
        let objects = undeclared(self.connection, &stage.before);
        let mut objects = objects.map_err(refused(self.connection))?;
        let is_remade = |name: &str| remade.iter().any(|it| it.is_same_word(name));
        objects.retain(|it| it.kind == "trigger" && is_remade(&it.table));
        Ok(objects)
    }

    /// Creates again what was taken away.
    ///
    /// Double-quoted strings are read as the caller had it, but not where a text has the name of a
    /// column that has gone: SQLite would take it for a string.
    pub(super) fn bring_back(&self, carried: &[Own], stage: &Stage) -> Result<()> {
        let gone = gone_columns(stage);
        let is_safe = |it: &Own| !gone.iter().any(|name| mentions(&it.sql, name));
        for kind in KINDS {
            for object in carried.iter().filter(|it| it.kind == kind) {
                self.transaction.double_quoted_strings(is_safe(object))?;
                self.execute(&object.sql, stage.after.version)?;
            }
        }
        // SQLite looks for the columns of these only when they are used.
        let mut doubtful = Found::default();
        for object in carried.iter().filter(|it| !is_safe(it)) {
            doubtful.views.extend(read_view(&object.sql).ok());
            doubtful.triggers.extend(read_trigger(&object.sql).ok());
        }
        self.check_means_columns(&doubtful)
    }
}

/// The kinds of objects, in the order in which they can be made.
const KINDS: [&str; 3] = ["index", "view", "trigger"];

/// The names of columns that tables have before a stage and not after it.
fn gone_columns(stage: &Stage) -> Vec<&str> {
    let tables = stage.before.tables.iter().filter_map(|old| {
        let new = stage.after.declared_table(old.declared)?;
        Some((old, new))
    });
    let gone = tables.flat_map(|(old, new)| {
        let names = old.columns.iter().map(|it| it.item.name.as_ref());
        names.filter(|name| new.column(name).is_none())
    });
    gone.collect()
}

/// Whether a file has nothing that a rebuild of the table would lose or trip over, and that a change
/// in place leaves alone: objects of its own, and what `ANALYZE` has counted.
fn is_bare(connection: &Connection, declared: &Shape, table: &Table) -> rusqlite::Result<bool> {
    // One broken view anywhere makes every rename fail.
    let is_in_the_way = |it: &Own| it.kind != "index" || it.table.is_same_word(&table.name);
    let objects = undeclared(connection, declared)?;
    Ok(!objects.iter().any(is_in_the_way) && !is_analyzed(connection, &table.name)?)
}

/// Whether `ANALYZE` has counted the table's rows, which SQLite forgets when the table is dropped.
fn is_analyzed(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    if !connection.table_exists(Some("main"), "sqlite_stat1")? {
        return Ok(false);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM main.sqlite_stat1 WHERE tbl = ?1 COLLATE NOCASE)";
    ask::is_so(connection, sql, &[&table])
}

/// What of these objects a rebuild of the table would lose or trip over: what is on it or speaks of it, and
/// the same of the views that have to go for that.
fn concerning(objects: Vec<Own>, table: &str) -> Vec<Own> {
    let speaks_of = |it: &Own, name: &str| {
        it.table.is_same_word(name) || (it.kind != "index" && mentions(&it.sql, name))
    };
    let mut going = vec![table.to_owned()];
    let mut concerned = vec![false; objects.len()];
    while let Some(name) = going.pop() {
        for (object, is_concerned) in objects.iter().zip(&mut concerned) {
            if !*is_concerned && speaks_of(object, &name) {
                *is_concerned = true;
                going.extend(
                    Some(&object.name)
                        .filter(|_| object.kind == "view")
                        .cloned(),
                );
            }
        }
    }
    let objects = objects.into_iter().zip(concerned);
    let concerned = objects.filter(|(_, is_concerned)| *is_concerned);
    concerned.map(|(object, _)| object).collect()
}

/// The indexes, triggers and views that are not declared.
fn undeclared(connection: &Connection, declared: &Shape) -> rusqlite::Result<Vec<Own>> {
    let sql = "SELECT type, name, sql, tbl_name FROM main.sqlite_schema
        WHERE sql IS NOT NULL AND type IN ('index', 'trigger', 'view')";
    let mut objects = Vec::new();
    ask::each(connection, sql, &[], &mut |row| {
        let object = Own {
            kind: row.get(0)?,
            name: row.get(1)?,
            sql: row.get(2)?,
            table: row.get(3)?,
        };
        if !is_declared(declared, &object.name) {
            objects.push(object);
        }
        Ok(())
    })?;
    Ok(objects)
}

fn is_declared(shape: &Shape, name: &str) -> bool {
    let is = |other: &str| other.is_same_word(name);
    shape
        .tables
        .iter()
        .flat_map(|it| &it.indexes)
        .any(|it| is(&it.item.name))
        || shape.views.iter().any(|it| is(&it.item.name))
        || shape.triggers.iter().any(|it| is(&it.item.name))
}
