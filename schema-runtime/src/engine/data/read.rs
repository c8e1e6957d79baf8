//! Reading the rows of the older version: as a stream, or one by its key.

use rusqlite::{Row, Statement, types::Value};

use crate::engine::{
    connection::in_main,
    error::{Error, FailedRow, Result, StepError, StepResult},
};
use schema_core::{
    plan::{LiveTable, Source},
    sql::{Name, Names},
};

use super::{
    Misuse, OldRow, RawStep,
    row_id::{RowId, is_row, literal, names},
    statements::{Lookup, Query, Work},
};

/// A table of the older version, read as a struct.
pub(super) struct Reading<'run> {
    pub(super) raw: &'run RawStep<'run>,
    pub(super) table: &'run LiveTable,
    pub(super) source: &'run Source,
    pub(super) element: &'static str,
    /// The struct's columns; those of the handle follow.
    columns: &'static [usize],
}

impl<'run> Reading<'run> {
    pub(super) fn all<Tag, Old: OldRow<Tag>>(raw: &'run RawStep<'run>) -> Result<Vec<Self>> {
        let tables = Old::TABLES.iter();
        tables
            .map(|(declared, element)| Self::of::<Tag, Old>(raw, *declared, element))
            .collect()
    }

    fn of<Tag, Old: OldRow<Tag>>(
        raw: &'run RawStep<'run>,
        declared: usize,
        element: &'static str,
    ) -> Result<Self> {
        let other = || raw.misuse(Misuse::OtherVersion);
        let table = raw.table(declared)?;
        let source = table.source.as_ref().ok_or_else(other)?;
        let mut columns = Old::COLUMNS.iter();
        if !columns.all(|it| source.column(*it).is_some()) {
            return Err(other());
        }
        Ok(Self {
            raw,
            table,
            source,
            element,
            columns: Old::COLUMNS,
        })
    }

    /// `SELECT … FROM …`
    pub(super) fn head(&self) -> String {
        let columns = self.columns.iter().filter_map(|it| self.source.column(*it));
        let handle = names(&self.source.handle).iter().map(String::as_str);
        let selected: Vec<&str> = columns.chain(handle).collect();
        let from = in_main(&self.source.live);
        format!("SELECT {} FROM {from}", Names(&selected))
    }

    /// Does something with a statement, which `sql` writes when it is wanted for the first time.
    pub(super) fn with(
        &self,
        (query, condition): (Query, Option<&str>),
        sql: &dyn Fn() -> String,
        work: &mut Work<'_>,
    ) -> Result<()> {
        let lookup = Lookup {
            query,
            table: self.table.declared,
            columns: self.columns,
            condition,
        };
        let outcome = self.raw.statements.with(lookup, sql, work);
        outcome.map_err(|error| self.raw.wrap(error, None))
    }

    /// ` ORDER BY …`, which is the order in which the rows are stored.
    pub(super) fn order(&self) -> String {
        match names(&self.source.handle) {
            [] => String::new(),
            names => format!(" ORDER BY {}", Names(names)),
        }
    }

    pub(super) fn row_id(&self, row: &Row<'_>) -> rusqlite::Result<RowId> {
        RowId::read(&self.source.handle, row, self.columns.len())
    }

    /// Goes through all rows, each of which is read only when the one before is done with.
    pub(super) fn stream<Tag, Old: OldRow<Tag>>(
        &self,
        mut each: impl FnMut(Old, &Row<'_>) -> StepResult,
    ) -> Result<()> {
        let refused = || self.raw.refused();
        let sql = format!("{}{}", self.head(), self.order());
        let mut statement = self.raw.connection.prepare(&sql).map_err(refused())?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(refused())? {
            let old = Old::read(row, self.element).map_err(StepError::from);
            old.and_then(|old| each(old, row))
                .map_err(|error| self.at(error, self.row_id(row).ok().as_ref()))?;
            self.raw.note_read()?;
        }
        Ok(())
    }

    /// Adds to an error which row it is about.
    pub(super) fn at(&self, error: impl Into<StepError>, id: Option<&RowId>) -> Error {
        let row = id.map(|id| FailedRow {
            table: self.table.name.clone(),
            key: self.describe(id),
        });
        self.raw.wrap(error, row)
    }

    /// A row's key in SQL; its rowid, where it has no other.
    fn describe(&self, id: &RowId) -> String {
        let values = self.key_of(id).unwrap_or_default();
        let names = self.source.key.iter().map(|(name, _)| name);
        let terms = names.zip(&values);
        let terms: Vec<String> = terms
            .map(|(name, value)| format!("{} = {}", Name(name), literal(value)))
            .collect();
        match id {
            RowId::Rowid(rowid) if terms.is_empty() => format!("rowid = {rowid}"),
            _ => terms.join(" AND "),
        }
    }

    fn key_of(&self, id: &RowId) -> rusqlite::Result<Vec<Value>> {
        let handle = &self.source.handle;
        let live: Vec<&String> = self.source.key.iter().map(|(_, live)| live).collect();
        if live.is_empty() || matches!(id, RowId::Hidden) {
            return Ok(Vec::new());
        }
        if let RowId::Key(values) = id {
            return Ok(values.clone());
        }
        let (key, table) = (Names(&live), in_main(&self.source.live));
        let sql = format!("SELECT {key} FROM {table} WHERE {}", is_row(handle, 1));
        let mut statement = self.raw.connection.prepare(&sql)?;
        id.bind(&mut statement, 1)?;
        let mut rows = statement.raw_query();
        let Some(row) = rows.next()? else {
            return Ok(Vec::new());
        };
        (0..live.len()).map(|at| row.get(at)).collect()
    }

    /// The first row that has this key, which `bind` binds.
    pub(super) fn find<Tag, Old: OldRow<Tag>>(
        &self,
        bind: impl Fn(&mut Statement<'_>) -> rusqlite::Result<()>,
    ) -> Result<Option<Old>> {
        let condition = || {
            let key = self.source.key.iter().enumerate();
            let terms = key.map(|(at, (_, live))| format!("{} = ?{}", Name(live), at + 1));
            terms.collect::<Vec<_>>().join(" AND ")
        };
        let sql = || format!("{} WHERE {}", self.head(), condition());
        let mut found = None;
        let mut work = |statement: &mut Statement<'_>| {
            bind(statement)?;
            let mut rows = statement.raw_query();
            let row = rows.next()?;
            found = row.map(|row| Old::read(row, self.element)).transpose()?;
            Ok(())
        };
        self.with((Query::ByKey, None), &sql, &mut work)?;
        Ok(found)
    }
}
