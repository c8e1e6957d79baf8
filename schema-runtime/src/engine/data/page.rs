//! Reading rows page by page, so that the table may change between two pages.

use rusqlite::{
    Row, Statement, ToSql,
    types::{FromSql, ToSqlOutput, Value},
};

use crate::engine::{connection::in_main, error::Result};
use schema_core::sql::{Name, Names};

use super::{
    OldRow,
    read::Reading,
    row_id::{RowId, names},
    statements::Query,
};

/// How many rows are read at once: a page of wide ones takes no more than a tenth of SQLite's cache.
const PAGE: usize = 250;

/// A table's rows in the order in which they are stored, up to the one that was the last when the
/// first page was read. A row that is added or changed meanwhile is not seen again.
pub(super) struct Pages<'run> {
    pub(super) reading: Reading<'run>,
    condition: Option<String>,
    /// The values of the condition's parameters.
    given: Vec<Value>,
    /// The last row of the table, if there is more than one page.
    last: Option<RowId>,
    after: Option<RowId>,
    is_done: bool,
}

impl<'run> Pages<'run> {
    /// Begins to read the rows that meet a condition with these values, if there is one.
    pub(super) fn new(
        reading: Reading<'run>,
        condition: Option<&str>,
        given: &[Value],
    ) -> Result<Self> {
        let pages = Self {
            reading,
            condition: condition.map(str::to_owned),
            given: given.to_vec(),
            last: None,
            after: None,
            is_done: false,
        };
        pages.with(Query::FirstPage, |statement| {
            let (given, wanted) = (given.len(), statement.parameter_count());
            let counted = (given == wanted).then_some(());
            counted.ok_or_else(|| rusqlite::Error::InvalidParameterCount(given, wanted).into())
        })?;
        Ok(pages)
    }

    /// The rows of the next page; none when all have been read.
    pub(super) fn next<Tag, Old: OldRow<Tag>>(&mut self) -> Result<Vec<(Old, RowId)>> {
        if self.is_done {
            return Ok(Vec::new());
        }
        let query = match self.after {
            None => Query::FirstPage,
            Some(_) => Query::NextPage,
        };
        let mut page = Vec::new();
        self.with(query, |statement| {
            self.bind(statement)?;
            read::<Tag, Old>(&self.reading, statement, &mut page)
        })?;
        self.after = page.last().map(|(_, id)| id.clone());
        if query == Query::FirstPage && page.len() == PAGE {
            self.last = last(&self.reading)?;
        }
        self.is_done = page.len() < PAGE || matches!(self.after, Some(RowId::Hidden));
        Ok(page)
    }

    fn with(
        &self,
        query: Query,
        mut work: impl FnMut(&mut Statement<'_>) -> Result<()>,
    ) -> Result<()> {
        let condition = self.condition.as_deref();
        let sql = || sql(&self.reading, condition, query == Query::NextPage);
        self.reading.with((query, condition), &sql, &mut work)
    }

    fn bind(&self, statement: &mut Statement<'_>) -> rusqlite::Result<()> {
        for (at, value) in self.given.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, value)?;
        }
        let width = names(&self.reading.source.handle).len();
        for (at, id) in self.last.iter().chain(&self.after).enumerate() {
            id.bind(statement, self.given.len() + 1 + at * width)?;
        }
        Ok(())
    }
}

/// A value that can be bound again for each page.
pub(super) fn owned(value: &impl ToSql) -> rusqlite::Result<Value> {
    let refused = |why| rusqlite::Error::ToSqlConversionFailure(why);
    match value.to_sql()? {
        ToSqlOutput::Owned(value) => Ok(value),
        ToSqlOutput::Borrowed(value) => {
            Value::column_result(value).map_err(|error| refused(Box::new(error)))
        }
        _ => Err(refused("a parameter is no plain value".into())),
    }
}

fn read<Tag, Old: OldRow<Tag>>(
    reading: &Reading<'_>,
    statement: &mut Statement<'_>,
    page: &mut Vec<(Old, RowId)>,
) -> Result<()> {
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let one = |row: &Row<'_>| {
            let id = reading.row_id(row)?;
            Ok((Old::read(row, reading.element)?, id))
        };
        let one = one(row)
            .map_err(|error: rusqlite::Error| reading.at(error, reading.row_id(row).ok().as_ref()));
        page.push(one?);
    }
    Ok(())
}

/// The query for the first page, or for the others.
fn sql(reading: &Reading<'_>, condition: Option<&str>, is_next: bool) -> String {
    // The line ends a comment that the condition may end with.
    let condition = condition.map(|it| format!("({it}\n)"));
    let handle = names(&reading.source.handle);
    let compare = |operator| {
        let wanted = vec!["?"; handle.len()].join(", ");
        let compared = format!("({}) {operator} ({wanted})", Names(handle));
        Some(compared).filter(|_| !handle.is_empty())
    };
    let range = [compare("<="), compare(">")]
        .into_iter()
        .filter(|_| is_next);
    let terms = condition.into_iter().chain(range.flatten());
    let terms: Vec<String> = terms.collect();
    let filter = match terms.as_slice() {
        [] => String::new(),
        terms => format!(" WHERE {}", terms.join(" AND ")),
    };
    let (head, order) = (reading.head(), reading.order());
    match handle {
        [] => format!("{head}{filter}"),
        _ => format!("{head}{filter}{order} LIMIT {PAGE}"),
    }
}

/// The last row of the table.
fn last(reading: &Reading<'_>) -> Result<Option<RowId>> {
    let handle = names(&reading.source.handle);
    if handle.is_empty() {
        return Ok(None);
    }
    let sql = || {
        let descending = |it: &String| format!("{} DESC", Name(it));
        let order: Vec<String> = handle.iter().map(descending).collect();
        let (table, order) = (in_main(&reading.source.live), order.join(", "));
        format!(
            "SELECT {} FROM {table} ORDER BY {order} LIMIT 1",
            Names(handle)
        )
    };
    let mut last = None;
    let mut work = |statement: &mut Statement<'_>| {
        let mut rows = statement.raw_query();
        let row = rows.next()?;
        last = row
            .map(|row| RowId::read(&reading.source.handle, row, 0))
            .transpose()?;
        Ok(())
    };
    reading.with((Query::LastRow, None), &sql, &mut work)?;
    Ok(last)
}
