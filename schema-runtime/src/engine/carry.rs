//! What the schema doesn't know of tables that are rebuilt: columns, and objects that a rebuild would lose.

use rusqlite::Connection;

use crate::{
    found::Found,
    plan::{Stage, Step},
    shape::{Shape, Timeline, mentions},
};

use super::{
    Error, Result,
    run::{Run, in_main, refused},
};

/// An object of the file's own that a rebuild would lose or trip over.
pub(super) struct Carried {
    kind: String,
    name: String,
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

    /// Takes away what a stage's rebuilds would lose, to be brought back after; or refuses.
    pub(super) fn carry(&self, stage: &Stage) -> Result<Vec<Carried>> {
        let mut carried: Vec<Carried> = Vec::new();
        for step in &stage.steps {
            let Step::CopyRows(copy) = step else { continue };
            let old = stage
                .after
                .table(&copy.from)
                .and_then(|it| stage.before.declared_table(it.declared));
            let Some(old) = old else { continue };
            let objects = undeclared(self.connection, &stage.before, &old.name)
                .map_err(refused(self.connection))?;
            if !objects.is_empty() && !self.options.carry_undeclared {
                return Err(Error::Undeclared {
                    file: self.file(),
                    version: stage.after.version,
                    table: old.name.clone(),
                    objects: objects.into_iter().map(|it| it.name).collect(),
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

    /// Creates again what was taken away.
    pub(super) fn bring_back(&self, carried: &[Carried], version: i64) -> Result<()> {
        let rank = |object: &&Carried| {
            ["index", "view", "trigger"]
                .iter()
                .position(|it| **it == object.kind)
        };
        let mut ordered: Vec<&Carried> = carried.iter().collect();
        ordered.sort_by_key(rank);
        ordered
            .iter()
            .try_for_each(|object| self.execute(&object.sql, version))
    }
}

/// Indexes and triggers on the table, and views and triggers that speak of it, if undeclared.
fn undeclared(
    connection: &Connection,
    declared: &Shape,
    table: &str,
) -> rusqlite::Result<Vec<Carried>> {
    let sql = "SELECT type, name, sql, tbl_name FROM main.sqlite_schema
        WHERE sql IS NOT NULL AND type IN ('index', 'trigger', 'view')";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut objects = Vec::new();
    while let Some(row) = rows.next()? {
        let object = Carried {
            kind: row.get(0)?,
            name: row.get(1)?,
            sql: row.get(2)?,
        };
        let owner: String = row.get(3)?;
        let concerns = owner.eq_ignore_ascii_case(table)
            || (object.kind != "index" && mentions(&object.sql, table));
        if concerns && !is_declared(declared, &object.name) {
            objects.push(object);
        }
    }
    Ok(objects)
}

fn is_declared(shape: &Shape, name: &str) -> bool {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    shape
        .tables
        .iter()
        .flat_map(|it| &it.indexes)
        .any(|it| is(&it.item.name))
        || shape.views.iter().any(|it| is(&it.item.name))
        || shape.triggers.iter().any(|it| is(&it.item.name))
}
