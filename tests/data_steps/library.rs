//! Rows go to another table, change within theirs, and come anew.

use rusqlite_schema::{
    Error, Moved, Outcome, Result,
    rusqlite::{
        self, ToSql,
        types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
    },
    schema,
};

use crate::support::{Folder, number};

/// A type of the program's own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shelf {
    Upper,
    Lower(i64),
}

impl ToSql for Shelf {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Upper => "upper".into(),
            Self::Lower(number) => format!("lower {number}").into(),
        })
    }
}

impl FromSql for Shelf {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let number = text.strip_prefix("lower ").and_then(|it| it.parse().ok());
        Ok(number.map_or(Self::Upper, Self::Lower))
    }
}

schema! {
    /// A library.
    schema library in "library.db" {
        history {
            /// Books and who has borrowed them.
            version 1 sealed "2:4cf3b24895a0915e";
            /// Readers are a table, pages a number, and shelves have a word for theirs.
            version 2 {
                rename loan.book => book_id;
                run make_readers;
                run number_pages;
                run self::arrange;
            }
        }

        #[derive(Clone, Debug, PartialEq)]
        table book as Book {
            id: i64 primary key,
            title: String,
            pages: String until 2,
            pages: i64 since 2,
            shelf: self::Shelf as TEXT since 2,
            "sort-key" as sort_key: String generated "lower(title)",
        }

        table loan {
            book_id: i64 references book(id),
            reader: String until 2,
            reader_id: Option<i64> since 2 references reader(id),
        }

        #[derive(Debug, PartialEq)]
        table reader since 2 {
            id: i64 primary key,
            name: String unique,
        }

        table label {
            name: String primary key,
            note: Option<String>,
        }
    }
}

fn make_readers(step: &mut library::V1ToV2<'_>) -> Result<()> {
    let old = step.old();
    let mut names: Vec<String> = Vec::new();
    for loan in old.rows::<library::v1::Loan>()? {
        let name = loan?.reader;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for (id, name) in (10..).zip(&names) {
        let name = name.clone();
        step.insert(&library::v2::Reader { id, name })?;
    }
    step.change(|loan: library::v1::Loan| {
        let at = names.iter().position(|it| *it == loan.reader);
        let id = at.and_then(|at| i64::try_from(at).ok());
        library::v2::LoanChanges {
            reader_id: id.map(|it| it + 10),
        }
    })?;
    step.change(|label: library::v1::Label| library::v2::Label {
        note: Some(label.name.to_uppercase()),
        ..label.into()
    })
}

fn number_pages(step: &mut library::V1ToV2<'_>) -> Result<()> {
    step.change(|book: library::v1::Book| {
        if book.pages == "lost" {
            return Ok(Moved::Drop("lost".into()));
        }
        let pages = book.pages.parse().map_err(|_| "pages are a number")?;
        let shelf = if pages > 300 {
            Shelf::Lower(pages)
        } else {
            Shelf::Upper
        };
        Ok(Moved::Row(library::v2::BookChanges { pages, shelf }))
    })
}

fn arrange(step: &mut library::V1ToV2<'_>) -> Result<()> {
    assert_eq!(step.old().count::<library::v1::Label>()?, 1);
    assert!(step.old().find::<library::v1::Label>(["none"])?.is_none());
    Ok(())
}

fn old(rows: &str) -> Folder {
    let folder = Folder::new();
    let connection = folder.connect();
    library::create_at(&connection, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    folder
}

const ROWS: &str = "
    INSERT INTO book (id, title, pages) VALUES (1, 'Emma', '474'), (3, 'Poems', '90'), (4, 'Gone', 'lost');
    INSERT INTO loan VALUES (1, 'Ann'), (3, 'Bob'), (1, 'Bob');
    INSERT INTO label VALUES ('new', NULL);
";

#[test]
fn rows_move_as_the_functions_say() {
    let folder = old(ROWS);
    let connection = folder.connect();
    let report = library::migrate(&connection).unwrap();
    assert!(
        matches!(report.outcome, Outcome::Upgraded { from: 1, .. }),
        "{report}"
    );
    assert!(report.to_string().contains("lost"), "{report}");

    let mut statement = connection.prepare(library::Book::SELECT).unwrap();
    let books = statement.query_map([], library::Book::from_row).unwrap();
    let books: Vec<library::Book> = books.collect::<rusqlite::Result<_>>().unwrap();
    assert_eq!(books.len(), 2);
    assert_eq!((books[0].pages, &books[0].shelf), (474, &Shelf::Lower(474)));
    assert_eq!((books[1].id, &books[1].shelf), (3, &Shelf::Upper));
    assert_eq!(books[1].sort_key, "poems");

    let readers = "SELECT count(*) FROM loan JOIN reader ON id = reader_id WHERE name = 'Bob'";
    assert_eq!(number(&connection, readers), 2);
    let labels = "SELECT count(*) FROM label WHERE name = 'new' AND note = 'NEW'";
    assert_eq!(number(&connection, labels), 1);
}

#[test]
fn typed_steps_run_the_functions_too() {
    let folder = old(ROWS);
    let connection = folder.connect();
    let at = library::begin::<1>(&connection).unwrap();
    library::finish(library::v1_to_v2(at).unwrap()).unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM reader"), 2);
}

#[test]
fn a_failing_function_changes_nothing() {
    let folder = old("INSERT INTO book (id, title, pages) VALUES (7, 'Emma', 'many')");
    let connection = folder.connect();
    let error = library::migrate(&connection).unwrap_err();
    let text = error.to_string();
    assert!(
        matches!(error, Error::DataStep { version: 2, .. }),
        "{error:?}"
    );
    assert!(
        text.contains("`number_pages`") && text.contains("id = 7"),
        "{text}"
    );
    assert_eq!(number(&connection, "PRAGMA user_version"), 1);
    assert_eq!(
        number(
            &connection,
            "SELECT count(*) FROM book WHERE pages = 'many'"
        ),
        1
    );
}

#[test]
fn a_new_file_runs_no_function() {
    let folder = Folder::new();
    let connection = folder.connect();
    assert_eq!(
        library::migrate(&connection).unwrap().outcome,
        Outcome::Created
    );
    assert_eq!(library::PROGRAM.steps.len(), 3);
}
