//! The two ways to change a table's rows: where they stand, and on their way into a new table.

use rusqlite::Statement;

use crate::engine::{connection::in_main, error::Result};
use schema_core::{
    plan::{self, LiveTable},
    sql::{Name, Names, SameWord},
};

use super::{
    NewRow, RawStep,
    read::Reading,
    row_id::{RowId, is_row, names},
    write::{Writing, parameters},
};

/// How the rows of a table are changed.
pub(super) trait Way {
    /// Leaves a row as it is.
    fn keep(&mut self, id: &RowId) -> Result<()>;

    /// Puts a row in the place of an old one; `false` if it has another key than that one.
    fn replace<Tag, New: NewRow<Tag>>(&mut self, row: &New, id: &RowId) -> Result<bool>;

    /// Takes an old row out.
    fn take_out(&mut self, id: &RowId) -> Result<()>;
}

/// `UPDATE` and `DELETE`, row by row.
pub(super) struct InPlace<'run> {
    update: Statement<'run>,
    delete: Statement<'run>,
    /// The first parameter of `update` that says which row.
    first: usize,
}

impl<'run> InPlace<'run> {
    pub(super) fn new(reading: &Reading<'run>, writing: &Writing<'run>) -> Result<Self> {
        let raw = reading.raw;
        let prepare = |sql: &str| raw.connection.prepare(sql).map_err(raw.refused());
        let table = in_main(&writing.target.live);
        let handle = &reading.source.handle;
        let (update, is_row) = (update(reading, writing), is_row(handle, 1));
        Ok(Self {
            update: prepare(&update)?,
            delete: prepare(&format!("DELETE FROM {table} WHERE {is_row}"))?,
            first: writing.columns.len() + 1,
        })
    }
}

/// Sets all columns but those that tell the row apart, which must be as they were.
fn update(reading: &Reading<'_>, writing: &Writing<'_>) -> String {
    let handle = &reading.source.handle;
    let is_handle = |name: &str| names(handle).iter().any(|it| it.is_same_word(name));
    let (mut set, mut conditions) = (Vec::new(), Vec::new());
    for (at, name) in writing.columns.iter().enumerate() {
        let (name, parameter) = (Name(name), at + 1);
        if is_handle(name.0) {
            conditions.push(format!("{name} IS ?{parameter} COLLATE BINARY"));
        } else {
            set.push(format!("{name} = ?{parameter}"));
        }
    }
    if set.is_empty() {
        // Nothing but the key, and SQL wants something to set.
        set.extend(
            names(handle)
                .first()
                .map(|it| format!("{0} = {0}", Name(it))),
        );
    }
    conditions.push(is_row(handle, writing.columns.len() + 1));
    let (table, set) = (in_main(&writing.target.live), set.join(", "));
    format!(
        "UPDATE OR ABORT {table} SET {set} WHERE {}",
        conditions.join(" AND ")
    )
}

impl Way for InPlace<'_> {
    fn keep(&mut self, _: &RowId) -> Result<()> {
        Ok(())
    }

    fn replace<Tag, New: NewRow<Tag>>(&mut self, row: &New, id: &RowId) -> Result<bool> {
        row.bind(&mut self.update)?;
        id.bind(&mut self.update, self.first)?;
        Ok(self.update.raw_execute()? > 0)
    }

    fn take_out(&mut self, id: &RowId) -> Result<()> {
        id.bind(&mut self.delete, 1)?;
        self.delete.raw_execute()?;
        Ok(())
    }
}

/// `INSERT` into the table that is built beside the old one. What is not put there does not come.
pub(super) struct Beside<'run> {
    raw: &'run RawStep<'run>,
    table: &'run LiveTable,
    /// The columns that no old row has values for.
    unfilled: &'run [String],
    put: Statement<'run>,
    /// The first parameter of `put` that says which old row it takes the other columns from.
    first: usize,
    /// Copies an old row as it is.
    keep: Statement<'run>,
}

impl<'run> Beside<'run> {
    pub(super) fn new(
        reading: &Reading<'run>,
        writing: &Writing<'run>,
        copy: &'run plan::Copy,
    ) -> Result<Self> {
        let raw = reading.raw;
        let prepare = |sql: &str| raw.connection.prepare(sql).map_err(raw.refused());
        let handle = &reading.source.handle;
        let given = writing.columns.as_slice();
        let is_given = |name: &str| given.iter().any(|it| it.is_same_word(name));
        let carried = copy.columns.iter().filter(|(name, _)| !is_given(name));
        let values = parameters(given.len());
        let put = given.iter().copied().zip(values.iter().map(String::as_str));
        let put = put.chain(carried.map(strs));
        let kept = copy.columns.iter().map(strs);
        let first = given.len() + 1;
        Ok(Self {
            raw,
            table: reading.table,
            unfilled: &copy.unfilled,
            put: prepare(&insert(copy, put, &is_row(handle, first)))?,
            first,
            keep: prepare(&insert(copy, kept, &is_row(handle, 1)))?,
        })
    }
}

fn strs((name, value): &(String, String)) -> (&str, &str) {
    (name, value)
}

/// Adds a row with these columns and values, which are taken from an old row. What the table's keys say
/// of conflicts is for the application: here no row may be lost in silence.
fn insert<'a>(
    copy: &plan::Copy,
    columns: impl Iterator<Item = (&'a str, &'a str)>,
    is_row: &str,
) -> String {
    let (names, values): (Vec<_>, Vec<_>) = columns.unzip();
    let (to, from) = (in_main(&copy.to), in_main(&copy.from));
    let (names, values) = (Names(&names), values.join(", "));
    format!("INSERT OR ABORT INTO {to} ({names}) SELECT {values} FROM {from} WHERE {is_row}")
}

impl Way for Beside<'_> {
    fn keep(&mut self, id: &RowId) -> Result<()> {
        if !self.unfilled.is_empty() {
            return Err(self.raw.not_filled(self.table, self.unfilled));
        }
        id.bind(&mut self.keep, 1)?;
        self.keep.raw_execute()?;
        Ok(())
    }

    fn replace<Tag, New: NewRow<Tag>>(&mut self, row: &New, id: &RowId) -> Result<bool> {
        row.bind(&mut self.put)?;
        id.bind(&mut self.put, self.first)?;
        self.put.raw_execute()?;
        Ok(true)
    }

    fn take_out(&mut self, _: &RowId) -> Result<()> {
        Ok(())
    }
}
