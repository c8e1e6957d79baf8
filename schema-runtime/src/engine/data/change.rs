//! Changing rows within one table: in place, or into the table that is built beside it.

use crate::engine::error::{Error, Result, StepResult};
use schema_core::plan::Handle;

use super::{
    Misuse, Moved, NewRow, OldRow, RawStep,
    page::Pages,
    read::Reading,
    row_id::RowId,
    way::{Beside, InPlace, Way},
    write::Writing,
};

/// The reason that is counted where a row was split into none.
const NO_ROWS: &str = "split into no rows";

/// Changes the rows of one table. `each` says what becomes of an old row.
pub(super) fn change_table<Tag, Old: OldRow<Tag>, New: NewRow<Tag>>(
    reading: Reading<'_>,
    each: &mut dyn FnMut(Old) -> StepResult<Moved<New>>,
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
        each: &mut dyn FnMut(Old) -> StepResult<Moved<New>>,
    ) -> Result<()>
    where
        New: NewRow<Tag>,
    {
        let element = reading.element;
        let mut pages = Pages::new(reading, None, &[])?;
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
        each: &mut dyn FnMut(Old) -> StepResult<Moved<New>>,
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
    fn row<Tag>(&mut self, element: &str, moved: Moved<New>, id: &RowId) -> StepResult
    where
        New: NewRow<Tag>,
    {
        match moved {
            Moved::Keep => self.way.keep(id)?,
            Moved::Row(row) => self.replace(element, row, id)?,
            Moved::Rows(rows) => self.split(element, rows, id)?,
            Moved::Drop(reason) => self.take_out(&reason, id)?,
            Moved::Fail(reason) => return Err(reason.into()),
        }
        Ok(())
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
            let added = insert.row(&row);
            added.map_err(|error| reading.at(error, Some(&id)))?;
            self.raw.note_written();
        }
        Ok(())
    }

    fn misuse(&self, misuse: impl FnOnce(String) -> Misuse) -> Error {
        self.raw.misuse(misuse(self.writing.table.name.clone()))
    }
}
