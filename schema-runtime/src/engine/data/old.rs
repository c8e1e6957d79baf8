//! Reads of the older version.

use std::{
    fmt::{self, Debug, Formatter},
    marker::PhantomData,
    vec,
};

use rusqlite::{Statement, ToSql, types::Value};

use crate::engine::error::{Error, Result};

use super::{
    OldRow, RawStep,
    call::count,
    page::{Pages, owned},
    read::Reading,
    row_id::RowId,
};

/// The rows of the version before a step's.
///
/// They are as the step has left them so far: a change in place is seen.
pub struct Old<'run, Tag> {
    raw: &'run RawStep<'run>,
    tag: PhantomData<fn() -> Tag>,
}

impl<Tag> Clone for Old<'_, Tag> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Tag> Copy for Old<'_, Tag> {}

impl<Tag> Debug for Old<'_, Tag> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Old")
    }
}

impl<'run, Tag> Old<'run, Tag> {
    pub(super) fn new(raw: &'run RawStep<'run>) -> Self {
        Self {
            raw,
            tag: PhantomData,
        }
    }

    /// All rows of a table, some hundreds at a time; for a template's struct, of all its tables.
    ///
    /// # Errors
    ///
    /// SQLite can't read the table.
    pub fn rows<Row: OldRow<Tag>>(self) -> Result<Rows<'run, Tag, Row>> {
        Rows::new(self.raw, None, &[])
    }

    /// The rows that meet a condition, in SQL by the names that the columns have now, with parameters
    /// `?1`, `?2` and so on. A condition that is used again is not prepared again, so it may be asked
    /// for each row of another table, as long as its text stays the same.
    ///
    /// # Errors
    ///
    /// SQLite can't read the table, or does not understand the condition.
    pub fn rows_where<Row: OldRow<Tag>>(
        self,
        condition: &str,
        parameters: impl IntoIterator<Item: ToSql>,
    ) -> Result<Rows<'run, Tag, Row>> {
        let parameters = parameters.into_iter().map(|it| owned(&it));
        let parameters: rusqlite::Result<Vec<Value>> = parameters.collect();
        let parameters = parameters.map_err(self.raw.refused())?;
        Rows::new(self.raw, Some(condition), &parameters)
    }

    /// The row with this primary key, if there is one; for a template's struct, the first.
    ///
    /// # Errors
    ///
    /// The table has no primary key or another number of columns in it, or SQLite can't read it.
    pub fn find<Row: OldRow<Tag>>(
        self,
        key: impl IntoIterator<Item: ToSql>,
    ) -> Result<Option<Row>> {
        let key: Vec<_> = key.into_iter().collect();
        for reading in Reading::all::<Tag, Row>(self.raw)? {
            let wanted = reading.source.key.len();
            if wanted == 0 || key.len() != wanted {
                let error = rusqlite::Error::InvalidParameterCount(key.len(), wanted);
                return Err(self.raw.wrap(error, None));
            }
            let bind = |statement: &mut Statement<'_>| {
                let mut key = key.iter().enumerate();
                key.try_for_each(|(at, value)| statement.raw_bind_parameter(at + 1, value))
            };
            let found = reading.find::<Tag, Row>(bind)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// How many rows a table has; for a template's struct, all its tables.
    ///
    /// # Errors
    ///
    /// SQLite can't read the table.
    pub fn count<Row: OldRow<Tag>>(self) -> Result<u64> {
        let readings = Reading::all::<Tag, Row>(self.raw)?;
        let counts = readings
            .iter()
            .map(|it| count(self.raw.connection, &it.source.live));
        let sum: rusqlite::Result<u64> = counts.sum();
        sum.map_err(self.raw.refused())
    }
}

/// Rows of the older version, read as one goes.
pub struct Rows<'run, Tag, Row> {
    raw: &'run RawStep<'run>,
    /// The tables that are still to be read.
    tables: vec::IntoIter<Pages<'run>>,
    pages: Option<Pages<'run>>,
    page: vec::IntoIter<(Row, RowId)>,
    tag: PhantomData<fn() -> Tag>,
}

impl<Tag, Row> Debug for Rows<'_, Tag, Row> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

impl<'run, Tag, Row: OldRow<Tag>> Rows<'run, Tag, Row> {
    fn new(
        raw: &'run RawStep<'run>,
        condition: Option<&str>,
        parameters: &[Value],
    ) -> Result<Self> {
        let mut tables = Vec::new();
        for reading in Reading::all::<Tag, Row>(raw)? {
            tables.push(Pages::new(reading, condition, parameters)?);
        }
        Ok(Self {
            raw,
            tables: tables.into_iter(),
            pages: None,
            page: Vec::new().into_iter(),
            tag: PhantomData,
        })
    }

    fn advance(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some((row, _)) = self.page.next() {
                self.raw.note_read()?;
                return Ok(Some(row));
            }
            let Some(pages) = &mut self.pages else {
                self.pages = self.tables.next();
                if self.pages.is_none() {
                    return Ok(None);
                }
                continue;
            };
            self.page = pages.next::<Tag, Row>()?.into_iter();
            if self.page.len() == 0 {
                self.pages = None;
            }
        }
    }

    /// Ends the reading, so that an error is the last thing that is given.
    fn end(&mut self, error: Error) -> Error {
        self.tables = Vec::new().into_iter();
        self.pages = None;
        self.page = Vec::new().into_iter();
        error
    }
}

impl<Tag, Row: OldRow<Tag>> Iterator for Rows<'_, Tag, Row> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        next.map_err(|error| self.end(error)).transpose()
    }
}
