//! Changing rows within one table: in place, or into the table that is built beside it.

use rusqlite::Statement;

use crate::{
    engine::{Error, Result, run::in_main},
    plan::{self, Handle, LiveTable},
    sql::{Name, Names},
};

use super::{
    Misuse, Moved, NewRow, OldRow, RawStep,
    page::Pages,
    read::{Reading, RowId, is_row, names},
    write::{Writing, parameters},
};

/// The reason that is counted where a row was split into none.
const NO_ROWS: &str = "split into no rows";

/// Changes the rows of one table. `each` says what becomes of an old row.
pub(super) fn change_table<Tag, Old: OldRow<Tag>, New: NewRow<Tag>>(
    reading: Reading<'_>,
    each: &mut dyn FnMut(Old) -> Result<Moved<New>>,
) -> Result<()> {
    let raw = reading.raw;
    let table = reading.table.name.clone();
    if matches!(reading.source.handle, Handle::Hidden) {
        return Err(raw.misuse(Misuse::NoHandle { table }));
    }
    let writing = Writing::of::<Tag, New>(raw, reading.table)?;
    match &writing.target.beside {
        None => {
            let way = InPlace::new(&reading, &writing)?;
            Change::new(writing, way).in_pages(reading, each)
        }
        Some(copy) => {
            if !raw.fill(&copy.to) {
                return Err(raw.misuse(Misuse::ChangedTwice { table }));
            }
            let way = Beside::new(&reading, &writing, copy)?;
            Change::new(writing, way).in_a_stream(&reading, each)
        }
    }
}

/// How the rows of a table are changed.
trait Way {
    /// Leaves a row as it is.
    fn keep(&mut self, id: &RowId) -> Result<()>;

    /// Puts a row in the place of an old one; `false` if it has another key than that one.
    fn replace<Tag, New: NewRow<Tag>>(&mut self, row: &New, id: &RowId) -> Result<bool>;

    /// Takes an old row out.
    fn take_out(&mut self, id: &RowId) -> Result<()>;
}

/// A change of one table.
struct Change<'run, New, Means> {
    raw: &'run RawStep<'run>,
    writing: Writing<'run>,
    way: Means,
    /// The rows that are added when all old ones have been read, and the old ones that they are from.
    later: Vec<(New, RowId)>,
}

impl<'run, New, Means: Way> Change<'run, New, Means> {
    fn new(writing: Writing<'run>, way: Means) -> Self {
        Self {
            raw: writing.raw,
            writing,
            way,
            later: Vec::new(),
        }
    }

    /// Changes a table whose rows are read from where they are written.
    fn in_pages<Tag, Old: OldRow<Tag>>(
        mut self,
        reading: Reading<'run>,
        each: &mut dyn FnMut(Old) -> Result<Moved<New>>,
    ) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        let element = reading.element;
        let mut pages = Pages::new(reading, None)?;
        loop {
            let page = pages.next::<Tag, Old>()?;
            if page.is_empty() {
                return self.finish(&pages.reading);
            }
            for (old, id) in page {
                let moved = each(old).and_then(|moved| self.row(element, moved, &id));
                moved.map_err(|error| pages.reading.at(error, Some(&id)))?;
                self.raw.note_read()?;
            }
        }
    }

    /// Changes a table whose rows are read from one table and written to another.
    fn in_a_stream<Tag, Old: OldRow<Tag>>(
        mut self,
        reading: &Reading<'run>,
        each: &mut dyn FnMut(Old) -> Result<Moved<New>>,
    ) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        reading.stream::<Tag, Old>(|old, row| {
            let id = reading.row_id(row)?;
            self.row(reading.element, each(old)?, &id)
        })?;
        self.finish(reading)
    }

    /// Does to an old row what was made of it.
    fn row<Tag>(&mut self, element: &str, moved: Moved<New>, id: &RowId) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        match moved {
            Moved::Keep => self.way.keep(id),
            Moved::Row(row) => self.replace(element, row, id),
            Moved::Rows(rows) => self.split(element, rows, id),
            Moved::Drop(reason) => self.take_out(&reason, id),
            Moved::Fail(reason) => Err(Error::failed(reason)),
        }
    }

    fn replace<Tag>(&mut self, element: &str, row: New, id: &RowId) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        if row.element() != element {
            return Err(self.misuse(|from| {
                let to = row.element().to_owned();
                Misuse::ChangeBetween { from, to }
            }));
        }
        if self.way.replace(&row, id)? {
            self.raw.note_written();
        } else if New::WHOLE {
            // Its key may be that of a row which has not been read yet.
            self.way.take_out(id)?;
            self.later.push((row, id.clone()));
        } else {
            return Err(self.misuse(|table| Misuse::OtherKey { table }));
        }
        Ok(())
    }

    fn split<Tag>(&mut self, element: &str, rows: Vec<New>, id: &RowId) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        if rows.len() > 1 && !New::WHOLE {
            return Err(self.misuse(|table| Misuse::SplitInParts { table }));
        }
        let mut rows = rows.into_iter();
        match rows.next() {
            Some(first) => self.replace(element, first, id)?,
            None => self.take_out(NO_ROWS, id)?,
        }
        self.later.extend(rows.map(|row| (row, id.clone())));
        Ok(())
    }

    fn take_out(&mut self, reason: &str, id: &RowId) -> Result<()> {
        self.raw.note_dropped(reason);
        self.way.take_out(id)
    }

    /// Adds the rows that had to wait.
    fn finish<Tag>(self, reading: &Reading<'_>) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        if self.later.is_empty() {
            return Ok(());
        }
        let mut insert = self.writing.insert()?;
        for (row, id) in self.later {
            let added = insert.row(&row).map_err(Error::from);
            added.map_err(|error| reading.at(error, Some(&id)))?;
            self.raw.note_written();
        }
        Ok(())
    }

    fn misuse(&self, misuse: impl FnOnce(String) -> Misuse) -> Error {
        self.raw.misuse(misuse(self.writing.table.name.clone()))
    }
}

/// `UPDATE` and `DELETE`, row by row.
struct InPlace<'run> {
    update: Statement<'run>,
    delete: Statement<'run>,
    /// The first parameter of `update` that says which row.
    first: usize,
}

impl<'run> InPlace<'run> {
    fn new(reading: &Reading<'run>, writing: &Writing<'run>) -> Result<Self> {
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
    let is_handle = |name: &str| names(handle).iter().any(|it| it.eq_ignore_ascii_case(name));
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
        "UPDATE {table} SET {set} WHERE {}",
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
struct Beside<'run> {
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
    fn new(
        reading: &Reading<'run>,
        writing: &Writing<'run>,
        copy: &'run plan::Copy,
    ) -> Result<Self> {
        let raw = reading.raw;
        let prepare = |sql: &str| raw.connection.prepare(sql).map_err(raw.refused());
        let handle = &reading.source.handle;
        let given = writing.columns.as_slice();
        let is_given = |name: &str| given.iter().any(|it| it.eq_ignore_ascii_case(name));
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

/// Adds a row with these columns and values, which are taken from an old row.
fn insert<'a>(
    copy: &plan::Copy,
    columns: impl Iterator<Item = (&'a str, &'a str)>,
    is_row: &str,
) -> String {
    let (names, values): (Vec<_>, Vec<_>) = columns.unzip();
    let (to, from) = (in_main(&copy.to), in_main(&copy.from));
    let (names, values) = (Names(&names), values.join(", "));
    format!("INSERT INTO {to} ({names}) SELECT {values} FROM {from} WHERE {is_row}")
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
