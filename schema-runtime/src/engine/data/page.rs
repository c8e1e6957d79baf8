//! Reading rows page by page, so that the table may change between two pages.

use rusqlite::{Row, Statement, ToSql};

use crate::{
    engine::{Error, Result, run::in_main},
    sql::{Name, Names},
};

use super::{
    OldRow,
    call::BATCH,
    read::Reading,
    row_id::{RowId, names},
};

/// A table's rows in the order in which they are stored, up to the one that was the last when the
/// reading began. A row that is added or changed meanwhile is not seen again.
pub(super) struct Pages<'run> {
    pub(super) reading: Reading<'run>,
    first: Statement<'run>,
    /// For rows after those of the page before.
    next: Statement<'run>,
    /// How many parameters the condition has.
    given: usize,
    last: Option<RowId>,
    after: Option<RowId>,
    is_done: bool,
}

impl<'run> Pages<'run> {
    /// Begins to read the rows that meet a condition, if there is one.
    pub(super) fn new(reading: Reading<'run>, condition: Option<&str>) -> Result<Self> {
        let connection = reading.raw.connection;
        let refused = || reading.raw.refused();
        let (first, next) = queries(&reading, condition);
        let first = connection.prepare(&first).map_err(refused())?;
        let next = connection.prepare(&next).map_err(refused())?;
        let last = last(&reading).map_err(refused())?;
        let has_handle = !names(&reading.source.handle).is_empty();
        Ok(Self {
            first,
            next,
            given: 0,
            is_done: has_handle && last.is_none(),
            last,
            after: None,
            reading,
        })
    }

    /// Binds the parameters of the condition.
    pub(super) fn bind(&mut self, values: &[impl ToSql]) -> rusqlite::Result<()> {
        let handle = names(&self.reading.source.handle).len();
        let wanted = self.first.parameter_count() - handle;
        if values.len() != wanted {
            let given = values.len();
            return Err(rusqlite::Error::InvalidParameterCount(given, wanted));
        }
        for (at, value) in values.iter().enumerate() {
            self.first.raw_bind_parameter(at + 1, value)?;
            self.next.raw_bind_parameter(at + 1, value)?;
        }
        self.given = wanted;
        Ok(())
    }

    /// The rows of the next page; none when all have been read.
    pub(super) fn next<Tag, Old: OldRow<Tag>>(&mut self) -> Result<Vec<(Old, RowId)>> {
        if self.is_done {
            return Ok(Vec::new());
        }
        let statement = match self.after {
            None => &mut self.first,
            Some(_) => &mut self.next,
        };
        let width = names(&self.reading.source.handle).len();
        for (at, id) in self.last.iter().chain(&self.after).enumerate() {
            id.bind(statement, self.given + 1 + at * width)
                .map_err(self.reading.raw.refused())?;
        }
        let page = read::<Tag, Old>(&self.reading, statement)?;
        self.after = page.last().map(|(_, id)| id.clone());
        let whole = usize::try_from(BATCH).is_ok_and(|batch| page.len() == batch);
        self.is_done = !whole || matches!(self.after, Some(RowId::Hidden));
        Ok(page)
    }
}

fn read<Tag, Old: OldRow<Tag>>(
    reading: &Reading<'_>,
    statement: &mut Statement<'_>,
) -> Result<Vec<(Old, RowId)>> {
    let refused = || reading.raw.refused();
    let mut page = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(refused())? {
        let one = |row: &Row<'_>| {
            let id = reading.row_id(row)?;
            Ok((Old::read(row, reading.element)?, id))
        };
        let one = one(row).map_err(|error: rusqlite::Error| {
            reading.at(Error::from(error), reading.row_id(row).ok().as_ref())
        });
        page.push(one?);
    }
    Ok(page)
}

/// The queries for the first page and for the others.
fn queries(reading: &Reading<'_>, condition: Option<&str>) -> (String, String) {
    // The line ends a comment that the condition may end with.
    let condition = condition.map(|it| format!("({it}\n)"));
    let handle = names(&reading.source.handle);
    let compare = |operator| {
        let wanted = vec!["?"; handle.len()].join(", ");
        let compared = format!("({}) {operator} ({wanted})", Names(handle));
        Some(compared).filter(|_| !handle.is_empty())
    };
    let query = |after: Option<String>| {
        let terms = [condition.clone(), compare("<="), after];
        let terms: Vec<String> = terms.into_iter().flatten().collect();
        let filter = match terms.as_slice() {
            [] => String::new(),
            terms => format!(" WHERE {}", terms.join(" AND ")),
        };
        let (head, order) = (&reading.head, reading.order());
        match handle {
            [] => format!("{head}{filter}"),
            _ => format!("{head}{filter}{order} LIMIT {BATCH}"),
        }
    };
    (query(None), query(compare(">")))
}

/// The last row of the table.
fn last(reading: &Reading<'_>) -> rusqlite::Result<Option<RowId>> {
    let handle = names(&reading.source.handle);
    if handle.is_empty() {
        return Ok(None);
    }
    let table = in_main(&reading.source.live);
    let order: Vec<String> = handle
        .iter()
        .map(|it| format!("{} DESC", Name(it)))
        .collect();
    let sql = format!(
        "SELECT {} FROM {table} ORDER BY {} LIMIT 1",
        Names(handle),
        order.join(", ")
    );
    let mut statement = reading.raw.connection.prepare(&sql)?;
    let mut rows = statement.raw_query();
    let row = rows.next()?;
    row.map(|row| RowId::read(&reading.source.handle, row, 0))
        .transpose()
}
