//! Whose file it is: what its mark and the names of its tables say.

use rusqlite::Connection;

use schema_core::{
    model::Schema,
    shape::{Shape, Table, Timeline},
    sql::{NameSet, SameWord},
};

use super::introspect::{column_names, key_columns, look};
use crate::engine::{
    ask,
    connection::{file_name, waiting},
    error::{Error, Result},
};

/// What the mark of a file, its `application_id`, says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing, because the schema declares none.
    Undeclared,
    /// That the file is ours.
    Ours,
    /// Nothing, because the file carries none: other tools stamp files without it.
    Missing,
    /// That the file is another application's.
    Theirs(i64),
}

/// Reads the mark, if the schema declares one.
pub(crate) fn mark(connection: &Connection, schema: &Schema) -> rusqlite::Result<Mark> {
    let Some(declared) = &schema.application_id else {
        return Ok(Mark::Undeclared);
    };
    // A file from before the first marked version carries none, as one that another tool has stamped.
    let found = ask::number(connection, "PRAGMA main.application_id", &[])?;
    Ok(match found {
        0 => Mark::Missing,
        found if found == i64::from(declared.item) => Mark::Ours,
        found => Mark::Theirs(found),
    })
}

/// Whether the file carries the mark that the schema declares.
pub(crate) fn is_marked(connection: &Connection, schema: &Schema) -> Result<bool> {
    Ok(waiting(connection, || mark(connection, schema))? == Mark::Ours)
}

/// Refuses a file with this stamp that is another application's, or has nothing of what it is stamped for.
pub(crate) fn check(connection: &Connection, schema: &Schema, version: i64) -> Result<()> {
    let mark = waiting(connection, || mark(connection, schema))?;
    if let Mark::Theirs(mark) = mark {
        return Err(Error::NotOurs {
            file: file_name(connection),
            tables: Vec::new(),
            mark: Some(mark),
        });
    }
    let is_newer = version > schema.newest_version();
    let is_ours = waiting(connection, || {
        let standing = Standing::of(connection, schema)?;
        if standing.is_empty() {
            return Ok(None);
        }
        // Nobody knows what a newer version calls its tables.
        let is_known = is_newer && mark == Mark::Ours;
        let is_ours = is_known || standing.has_ours(connection, schema, version)?;
        Ok(Some(is_ours))
    });
    match is_ours {
        // What this SQLite can't read a newer one may have written, with the newer program.
        Err(_) if is_newer => Ok(()),
        Err(error) => Err(error),
        // A newer version may have nothing any more.
        Ok(None) if version == 0 || is_newer || is_nothing(&schema.shape(version)) => Ok(()),
        Ok(None) => Err(Error::StampedEmpty {
            file: file_name(connection),
            version,
        }),
        Ok(Some(true)) => Ok(()),
        Ok(Some(false)) => not_ours(connection, schema),
    }
}

fn not_ours(connection: &Connection, schema: &Schema) -> Result<()> {
    let found = look(connection, schema)?;
    let mut tables: Vec<String> = found.names().map(str::to_owned).collect();
    tables.extend_from_slice(&found.unreadable);
    Err(Error::NotOurs {
        file: file_name(connection),
        tables,
        mark: None,
    })
}

fn is_nothing(shape: &Shape) -> bool {
    shape.relation_names().next().is_none()
}

/// The names of what stands in a file.
#[derive(Default)]
struct Standing {
    tables: NameSet,
    views: NameSet,
}

impl Standing {
    /// Reads the names. Whether a text can be read is of no concern here.
    fn of(connection: &Connection, schema: &Schema) -> rusqlite::Result<Self> {
        let sql = "SELECT type = 'view', name FROM main.sqlite_schema
            WHERE type IN ('table', 'view') AND lower(substr(name, 1, 7)) != 'sqlite_'";
        let mut standing = Self::default();
        ask::each(connection, sql, &[], &mut |row| {
            let names = if row.get(0)? {
                &mut standing.views
            } else {
                &mut standing.tables
            };
            names.insert(&row.get::<_, String>(1)?);
            Ok(())
        })?;
        if let Some(journal) = &schema.journal {
            standing.tables.remove(journal);
        }
        Ok(standing)
    }

    fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.views.is_empty()
    }

    fn has_table(&self, name: &str) -> bool {
        self.tables.contains(name)
    }

    /// Whether a table stands that some version declares. What the newest has is looked for first.
    fn has_ours(
        &self,
        connection: &Connection,
        schema: &Schema,
        version: i64,
    ) -> rusqlite::Result<bool> {
        let search = Search {
            connection,
            standing: self,
            by_name: version == 0,
        };
        if search.finds_any(&schema.newest_shape())? {
            return Ok(true);
        }
        let timeline = Timeline::of(schema);
        for shape in timeline.shapes() {
            if search.finds_any(shape)? {
                return Ok(true);
            }
        }
        if search.finds_legacy(schema, &timeline)? {
            return Ok(true);
        }
        let shapes = timeline.shapes();
        let has_tables = shapes.iter().any(|it| !it.tables.is_empty());
        Ok(!has_tables && shapes.iter().any(|it| self.has_objects_of(it)))
    }

    /// Whether something stands of a shape without tables.
    fn has_objects_of(&self, shape: &Shape) -> bool {
        let mut virtual_tables = shape.virtual_tables.iter();
        let mut views = shape.views.iter();
        virtual_tables.any(|it| self.has_table(&it.item.name))
            || views.any(|it| self.views.contains(&it.item.name.to_ascii_lowercase()))
    }
}

/// The search for a table that could be nobody else's.
struct Search<'a> {
    connection: &'a Connection,
    standing: &'a Standing,
    /// Whether a name is enough: the shape of an unstamped file is looked at closely in any case, and its
    /// differences say more than that it isn't ours.
    by_name: bool,
}

impl Search<'_> {
    fn finds_any(&self, shape: &Shape) -> rusqlite::Result<bool> {
        for table in &shape.tables {
            if self.finds(&table.name, table)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Looks for tables that `legacy` renames. What it only drops may be anybody's, such as the ledger
    /// of another tool.
    fn finds_legacy(&self, schema: &Schema, timeline: &Timeline) -> rusqlite::Result<bool> {
        for (from, names) in schema.legacy_renames() {
            let first = timeline.shapes().first();
            let table = names.iter().find_map(|it| first?.table(it));
            if let Some(table) = table
                && self.finds(from, table)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a table stands under this name, with the columns by which `table` is known.
    fn finds(&self, name: &str, table: &Table) -> rusqlite::Result<bool> {
        if !self.standing.has_table(name) {
            return Ok(false);
        }
        if self.by_name {
            return Ok(true);
        }
        let has = |found: &[String], name: &str| found.iter().any(|it| it.is_same_word(name));
        Ok(if let Some(key) = table.primary_key() {
            let found = key_columns(self.connection, name)?;
            found.len() == key.columns.len() && key.columns.iter().all(|it| has(&found, it))
        } else {
            let found = column_names(self.connection, name)?;
            table.columns.iter().all(|it| has(&found, &it.item.name))
        })
    }
}
