//! A step reads the columns that it needs, and changes those that it wants to.

use rusqlite_schema::{Error, Moved, StepResult, rusqlite, schema};

use crate::support::{Folder, number};

schema! {
    /// A shelf.
    schema shelf in "shelf.db" {
        history {
            /// Books.
            version 1 sealed "2:52dc128c4fad72dd";
            /// They are counted, and titles have no spaces around them.
            version 2 {
                run look;
                run count;
            }
        }

        table book as Book {
            id: i64 primary key,
            title: String,
            pages: Option<i64>,
            cover: String,
            words: i64 since 2,
        }

        table place as Place {
            id: i64 primary key,
            title: String,
            cover: String,
        }
    }
}

type Row = shelf::v1::BookColumns;

/// Reads some columns of every row, by each of the ways.
fn look(step: &mut shelf::V1ToV2<'_>) -> StepResult {
    let old = step.old();
    let mut titles = Vec::new();
    for book in old.rows::<Row>()? {
        let book = book?;
        titles.push((book.id()?, book.title()?, book.pages()?));
    }
    let Some((id, title, pages)) = titles.first() else {
        return Ok(());
    };
    let found = old.find::<Row>([id])?.ok_or("it is there")?;
    assert_eq!((&found.title()?, found.pages()?), (title, *pages));
    let found = old.rows_where::<Row>("title = ?1", [title])?.next();
    assert_eq!(found.ok_or("it is there")??.id()?, *id);
    step.change(|it: shelf::v1::PlaceColumns| match it.title()?.as_str() {
        "cover" => Err(it.cover().map_or_else(Into::into, Into::into)),
        _ => Ok(Moved::<shelf::v2::Place>::Keep),
    })?;
    Ok(())
}

/// Changes a column beside the one that comes: as a whole row where all of it can be read.
fn count(step: &mut shelf::V1ToV2<'_>) -> StepResult {
    let is_readable = step
        .old()
        .rows::<Row>()?
        .all(|it| it.and_then(|it| Ok(it.cover()?)).is_ok());
    if is_readable {
        step.change(|it: shelf::v1::Book| shelf::v2::Book {
            title: it.title.trim().to_owned(),
            ..shelf::v2::BookChanges { words: 1 }.over(it)
        })?;
    } else {
        step.change(|it: Row| {
            let words = i64::try_from(it.title()?.split_whitespace().count())?;
            Ok(shelf::v2::BookChanges { words })
        })?;
    }
    Ok(())
}

fn file(rows: &str) -> (Folder, rusqlite::Connection) {
    let folder = Folder::new();
    let connection = folder.connect();
    shelf::create_at(&connection, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    (folder, connection)
}

#[test]
fn a_value_that_nobody_asks_for_stays_as_it_is() {
    let (_folder, connection) = file(
        "INSERT INTO book VALUES (1, 'two words', NULL, x'00ff'), (2, 'one', 7, CAST(x'ff' AS TEXT));
         INSERT INTO place VALUES (1, 'attic', x'00ff')",
    );
    shelf::migrate(&connection).unwrap();
    let kept =
        "SELECT group_concat(words || typeof(cover) || hex(cover)) = '2blob00FF,1textFF' FROM book";
    assert_eq!(number(&connection, kept), 1);
    assert_eq!(number(&connection, "SELECT cover = x'00ff' FROM place"), 1);
}

#[test]
fn one_column_changes_beside_one_that_comes() {
    let (_folder, connection) = file("INSERT INTO book VALUES (1, ' Emma ', 474, 'blue')");
    shelf::migrate(&connection).unwrap();
    let right = "SELECT title = 'Emma' AND pages = 474 AND cover = 'blue' AND words = 1 FROM book";
    assert_eq!(number(&connection, right), 1);
}

#[test]
fn a_value_of_another_type_is_an_error_where_it_is_asked_for() {
    let (_folder, connection) = file("INSERT INTO book VALUES (3, x'00ff', 474, x'00ff')");
    let error = shelf::migrate(&connection).unwrap_err();
    let said = format!("{error:?}");
    assert!(
        matches!(error, Error::DataStep { version: 2, .. }),
        "{said}"
    );
    assert!(said.contains("title") && said.contains("Blob"), "{said}");

    let (_folder, connection) = file(
        "INSERT INTO book VALUES (1, 'a', 1, 'b'); INSERT INTO place VALUES (9, 'cover', x'00')",
    );
    let said = format!("{:?}", shelf::migrate(&connection).unwrap_err());
    assert!(said.contains("cover") && said.contains("id = 9"), "{said}");
}
