//! What the schema doesn't know of tables that are rebuilt: columns, and objects that a rebuild would lose.

use std::borrow::Cow;

use rusqlite::Connection;

use schema_core::{
    found::Found,
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
        let mut carried: Vec<Own> = Vec::new();
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
        for object in &carried {
            let sql = format!("DROP {} {}", object.kind, in_main(&object.name));
            self.execute(&sql, stage.after.version)?;
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

    /// Creates again what was taken away.
    pub(super) fn bring_back(&self, carried: &[Own], version: i64) -> Result<()> {
        for kind in ["index", "view", "trigger"] {
            for object in carried.iter().filter(|it| it.kind == kind) {
                self.execute(&object.sql, version)?;
            }
        }
        Ok(())
    }
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

/// What of these objects a rebuild of the table would lose or trip over.
fn concerning(objects: Vec<Own>, table: &str) -> Vec<Own> {
    let concerns =
        |it: &Own| it.table.is_same_word(table) || (it.kind != "index" && mentions(&it.sql, table));
    objects.into_iter().filter(concerns).collect()
}

/// The indexes, triggers and views that are not declared.
fn undeclared(connection: &Connection, declared: &Shape) -> rusqlite::Result<Vec<Own>> {
    let sql = "SELECT type, name, sql, tbl_name FROM main.sqlite_schema
        WHERE sql IS NOT NULL AND type IN ('index', 'trigger', 'view')";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut objects = Vec::new();
    while let Some(row) = rows.next()? {
        let object = Own {
            kind: row.get(0)?,
            name: row.get(1)?,
            sql: row.get(2)?,
            table: row.get(3)?,
        };
        if !is_declared(declared, &object.name) {
            objects.push(object);
        }
    }
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
