//! Writing rows of the newer version.

use rusqlite::Statement;

use crate::engine::{connection::in_main, error::Result};
use schema_core::{
    plan::{LiveTable, Target},
    sql::{Name, Names, SameWord},
};

use super::{Misuse, NewRow, call::RawStep};
use crate::engine::ask;

/// Where rows are written, and the live names of the columns that a struct has.
pub(super) struct Writing<'run> {
    pub(super) raw: &'run RawStep<'run>,
    pub(super) table: &'run LiveTable,
    pub(super) target: &'run Target,
    pub(super) columns: Vec<&'run str>,
}

impl<'run> Writing<'run> {
    pub(super) fn of<Tag, New: NewRow<Tag>>(
        raw: &'run RawStep<'run>,
        table: &'run LiveTable,
    ) -> Result<Self> {
        let other = || raw.misuse(Misuse::OtherVersion);
        let target = table.target.as_ref().ok_or_else(other)?;
        let columns = New::COLUMNS.iter().map(|it| target.column(*it));
        Ok(Self {
            raw,
            table,
            target,
            columns: columns.collect::<Option<_>>().ok_or_else(other)?,
        })
    }

    /// A statement that adds a row.
    pub(super) fn insert(&self) -> Result<Insert<'run>> {
        let raw = self.raw;
        let sql = self.insertion().map_err(raw.refused())?;
        let statement = raw.connection.prepare(&sql).map_err(raw.refused())?;
        Ok(Insert(statement))
    }

    fn insertion(&self) -> rusqlite::Result<String> {
        let mut columns = self.columns.clone();
        let mut values = parameters(columns.len());
        if let Some((rowid, _)) = &self.target.taken {
            let next = self.next_rowid()?;
            let at = columns.iter().position(|it| it.is_same_word(rowid));
            if let Some(value) = at.and_then(|at| values.get_mut(at)) {
                *value = format!("coalesce({value}, {next})");
            } else {
                columns.push(rowid);
                values.push(next);
            }
        }
        let (into, values) = (in_main(&self.target.live), values.join(", "));
        Ok(match columns.as_slice() {
            [] => format!("INSERT OR ABORT INTO {into} DEFAULT VALUES"),
            columns => format!(
                "INSERT OR ABORT INTO {into} ({}) VALUES ({values})",
                Names(columns)
            ),
        })
    }

    /// The next rowid that no row has, neither of the table nor of those that come later.
    fn next_rowid(&self) -> rusqlite::Result<String> {
        let (Some((rowid, taken)), Some(copy)) = (&self.target.taken, &self.target.beside) else {
            return Ok("NULL".to_owned());
        };
        let from = in_main(&copy.from);
        let sql = format!("SELECT coalesce(max(CAST({taken} AS INTEGER)), 0) FROM {from}");
        // It stays, because the old rows do.
        let last = ask::number(self.raw.connection, &sql, &[])?;
        let (rowid, into) = (Name(rowid), in_main(&self.target.live));
        let own = format!("(SELECT max({rowid}) FROM {into})");
        Ok(format!("max({last}, coalesce({own}, 0)) + 1"))
    }
}

/// `?1`, `?2` and so on.
pub(super) fn parameters(count: usize) -> Vec<String> {
    (1..=count).map(|it| format!("?{it}")).collect()
}

/// A statement that adds a row.
pub(super) struct Insert<'run>(Statement<'run>);

impl Insert<'_> {
    pub(super) fn row<Tag>(&mut self, row: &impl NewRow<Tag>) -> rusqlite::Result<()> {
        row.bind(&mut self.0)?;
        self.0.raw_execute().map(drop)
    }
}

/// The statements that add rows, by table and struct.
#[derive(Default)]
pub(super) struct Inserts<'run>(Vec<(usize, &'static [usize], Insert<'run>)>);

impl<'run> Inserts<'run> {
    /// The statement for the table of a row.
    pub(super) fn of<Tag, New: NewRow<Tag>>(
        &mut self,
        raw: &'run RawStep<'run>,
        row: &New,
    ) -> Result<&mut Insert<'run>> {
        let element = row.element();
        let mut tables = New::TABLES.iter();
        let Some((declared, _)) = tables.find(|it| it.1 == element) else {
            return Err(raw.misuse(Misuse::OtherVersion));
        };
        let is_it = |it: &(usize, &[usize], _)| it.0 == *declared && it.1 == New::COLUMNS;
        let known = self.0.iter().position(is_it);
        if known.is_none() {
            let writing = Writing::of::<Tag, New>(raw, raw.table(*declared)?)?;
            let insert = writing.insert()?;
            self.0.push((*declared, New::COLUMNS, insert));
        }
        // What is not known has just become the last.
        let at = known.unwrap_or(self.0.len() - 1);
        let insert = self.0.get_mut(at).map(|(_, _, insert)| insert);
        insert.ok_or_else(|| raw.misuse(Misuse::OtherVersion))
    }
}
