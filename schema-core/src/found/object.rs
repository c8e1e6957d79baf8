//! Reading the other `CREATE` statements.

use crate::model::{Event, Index, IndexColumn, Term, Text, Timing, Trigger, View, VirtualTable};

use super::cursor::{Cursor, Unreadable};

/// Reads an index, with the name of its table.
///
/// # Errors
///
/// The text is no such statement.
pub fn read_index(sql: &str) -> Result<(Text, Index), Unreadable> {
    let mut cursor = Cursor::new(sql);
    let unique = cursor.clone().take_words(&["create", "unique"]);
    let words: &[&str] = if unique {
        &["create", "unique", "index"]
    } else {
        &["create", "index"]
    };
    let name = cursor.head(words)?;
    cursor.expect_word("on")?;
    let table = cursor.name()?;
    let mut terms = Cursor::new(cursor.parenthesised()?);
    let mut columns = Vec::new();
    while !terms.is_at_end() {
        columns.push(index_column(terms.until(&|it| it.is_symbol(",")))?);
        terms.take_symbol(",");
    }
    let filter = cursor
        .take_word("where")
        .then(|| cursor.rest().to_owned().into());
    Ok((
        table,
        Index {
            name,
            unique,
            columns: columns.into(),
            filter,
        },
    ))
}

fn index_column(sql: &str) -> Result<IndexColumn, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let ends = |it: &crate::sql::Token<'_>| {
        ["collate", "asc", "desc"]
            .into_iter()
            .any(|word| it.is_word(word))
    };
    let expression = cursor.until(&ends);
    let collate = if cursor.take_word("collate") {
        Some(cursor.name()?)
    } else {
        None
    };
    let descending = cursor.take_word("desc");
    let mut name = Cursor::new(expression);
    let term = match name.name() {
        Ok(column) if name.is_at_end() => Term::Column(column),
        _ => Term::Expression(expression.to_owned().into()),
    };
    Ok(IndexColumn {
        term,
        collate,
        descending,
    })
}

/// Reads a view.
///
/// # Errors
///
/// The text is no such statement.
pub fn read_view(sql: &str) -> Result<View, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let name = cursor.head(&["create", "view"])?;
    let columns = if cursor.peek_symbol("(") {
        cursor.names()?
    } else {
        Vec::new()
    };
    cursor.take_word("as");
    Ok(View {
        name,
        columns: columns.into(),
        query: cursor.rest().to_owned().into(),
    })
}

/// Reads a trigger.
///
/// # Errors
///
/// The text is no such statement.
pub fn read_trigger(sql: &str) -> Result<Trigger, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let name = cursor.head(&["create", "trigger"])?;
    let timing = if cursor.take_words(&["instead", "of"]) {
        Timing::InsteadOf
    } else if cursor.take_word("after") {
        Timing::After
    } else {
        cursor.take_word("before");
        Timing::Before
    };
    let event = event(&mut cursor)?;
    cursor.expect_word("on")?;
    let table = cursor.name()?;
    cursor.take_words(&["for", "each", "row"]);
    let when = cursor
        .take_word("when")
        .then(|| cursor.until(&|it| it.is_word("begin")).to_owned().into());
    cursor.expect_word("begin")?;
    let body = cursor.rest().trim_end_matches(';').trim_end();
    let body = body
        .get(..body.len().saturating_sub("end".len()))
        .ok_or(Unreadable)?;
    Ok(Trigger {
        name,
        timing,
        event,
        table,
        when,
        body: body.trim().to_owned().into(),
    })
}

fn event(cursor: &mut Cursor<'_>) -> Result<Event, Unreadable> {
    if cursor.take_word("insert") {
        return Ok(Event::Insert);
    }
    if cursor.take_word("delete") {
        return Ok(Event::Delete);
    }
    cursor.expect_word("update")?;
    let mut columns = Vec::new();
    if cursor.take_word("of") {
        columns.push(cursor.name()?);
        while cursor.take_symbol(",") {
            columns.push(cursor.name()?);
        }
    }
    Ok(Event::Update(columns.into()))
}

/// Reads a virtual table.
///
/// # Errors
///
/// The text is no such statement.
pub fn read_virtual_table(sql: &str) -> Result<VirtualTable, Unreadable> {
    let mut cursor = Cursor::new(sql);
    let name = cursor.head(&["create", "virtual", "table"])?;
    cursor.expect_word("using")?;
    Ok(VirtualTable {
        from: None,
        name,
        using: cursor.rest().to_owned().into(),
    })
}
