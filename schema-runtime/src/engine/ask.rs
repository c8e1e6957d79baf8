//! Questions to SQLite. They are compiled once, where each use of
//! rusqlite's own functions is compiled anew for its closure.

use rusqlite::{
    Connection, Row, ToSql,
    types::{FromSqlError, Type, ValueRef},
};

/// The number in the one row that a query gives. What is true is 1.
///
/// SQLCipher answers some pragmas with a number as text.
#[inline(never)]
pub(super) fn number(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
) -> rusqlite::Result<i64> {
    connection.query_row(sql, parameters, |row| match row.get_ref(0)? {
        ValueRef::Text(text) => std::str::from_utf8(text)
            .ok()
            .and_then(|it| it.parse().ok())
            .ok_or_else(|| {
                let source = Box::new(FromSqlError::InvalidType);
                rusqlite::Error::FromSqlConversionFailure(0, Type::Text, source)
            }),
        _ => row.get(0),
    })
}

/// Whether a query says so.
pub(super) fn is_so(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
) -> rusqlite::Result<bool> {
    Ok(number(connection, sql, parameters)? != 0)
}

/// The text in the one row that a query gives.
#[inline(never)]
pub(super) fn text(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
) -> rusqlite::Result<String> {
    connection.query_row(sql, parameters, |row| row.get(0))
}

/// The texts in the rows that a query gives.
#[inline(never)]
pub(super) fn texts(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
) -> rusqlite::Result<Vec<String>> {
    let mut texts = Vec::new();
    each(connection, sql, parameters, &mut |row| {
        texts.push(row.get(0)?);
        Ok(())
    })?;
    Ok(texts)
}

/// Goes through the rows that a query gives.
#[inline(never)]
pub(super) fn each(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn ToSql],
    take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}
