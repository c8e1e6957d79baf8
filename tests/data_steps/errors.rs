//! Whatever error a function comes upon, `?` passes it on, and the run says what it was.

use std::{io, num::ParseIntError, ops::ControlFlow};

use rusqlite_schema::{Error, Misuse, Moved, Options, StepResult, rusqlite, schema};

use crate::support::{Folder, number};

schema! {
    /// Prices.
    schema prices in "prices.db" {
        history {
            /// Prices are what somebody has typed.
            version 1 sealed "2:14b1ee0dc29390b6";
            /// They are numbers.
            version 2 { run count; }
        }

        table price as Price {
            id: i64 primary key,
            text: String until 2,
            cents: i64 since 2,
        }
    }
}

/// Does as the first row says.
fn count(step: &mut prices::V1ToV2<'_>) -> StepResult {
    let old = step.old();
    let first = old.rows::<prices::v1::Price>()?.next();
    match first.transpose()?.map(|it| it.text).as_deref() {
        Some("no file") => drop(std::fs::read_to_string("no/such/file")?),
        Some("no json") => drop(serde_json::from_str::<i64>("")?),
        Some("no word") => return Err("nobody has said a word".into()),
        Some("no table") => drop(old.rows_where::<prices::v1::Price>("missing = 1", [0; 0])?),
        Some("no row") => return Err(rusqlite::Error::QueryReturnedNoRows.into()),
        Some("twice") => {
            let keep = |_: prices::v1::Price| prices::v2::PriceChanges { cents: 1 };
            step.change(keep)?;
            step.change(keep)?;
        }
        _ => {}
    }
    step.change(|it: prices::v1::Price| {
        let price = price(&it.text)?;
        Ok(Moved::Row(prices::v2::PriceChanges { cents: price }))
    })?;
    Ok(())
}

fn price(text: &str) -> StepResult<i64> {
    match text {
        "free" => Err("nothing is free".into()),
        number => Ok(number.parse()?),
    }
}

/// What a run over these prices says, which must have left them alone.
fn refused(texts: &[&str]) -> Error {
    let folder = Folder::new();
    let mut connection = folder.connect();
    prices::create_at(&connection, 1).unwrap();
    for text in texts {
        let sql = "INSERT INTO price (text) VALUES (?1)";
        connection.execute(sql, [text]).unwrap();
    }
    let options = Options::default().progress(|it| match it.rows_done {
        1000.. => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    let error = prices::migrate_with(&mut connection, &options).unwrap_err();
    assert_eq!(number(&connection, "PRAGMA user_version"), 1);
    let left = usize::try_from(number(&connection, "SELECT count(text) FROM price")).unwrap();
    assert_eq!(left, texts.len());
    error
}

/// What a function's own error was, and the row that it was about.
fn source<E: std::error::Error + 'static>(error: &Error) -> (&E, Option<&str>) {
    let Error::DataStep { source, row, .. } = error else {
        panic!("{error:?}");
    };
    let row = row.as_ref().map(|it| it.key.as_str());
    (source.downcast_ref().unwrap(), row)
}

#[test]
fn errors_of_other_libraries_end_the_run() {
    let error = refused(&["no file"]);
    assert_eq!(
        source::<io::Error>(&error).0.kind(),
        io::ErrorKind::NotFound
    );
    let error = refused(&["no json"]);
    assert!(source::<serde_json::Error>(&error).0.is_eof());
    let error = refused(&["no row"]);
    source::<rusqlite::Error>(&error);
}

#[test]
fn an_error_in_a_closure_names_the_row() {
    let error = refused(&["12", "many"]);
    assert_eq!(source::<ParseIntError>(&error).1, Some("id = 2"));
    let error = refused(&["12", "13", "free"]);
    let text = format!("{error:?}");
    assert!(
        text.contains("id = 3") && text.contains("nothing is free"),
        "{text}"
    );
}

#[test]
fn a_sentence_is_a_reason() {
    let error = refused(&["no word"]);
    let text = format!("{error:?}");
    assert!(
        text.contains("`count`") && text.contains("nobody has said a word"),
        "{text}"
    );
}

#[test]
fn refusals_of_the_run_stay_what_they_are() {
    let error = refused(&["twice"]);
    let is_twice = |it: &Misuse| matches!(it, Misuse::ChangedTwice { .. });
    assert!(
        matches!(&error, Error::Misuse { misuse, .. } if is_twice(misuse)),
        "{error:?}"
    );
    let error = refused(&["no table"]);
    let said = format!("{error:?}");
    assert!(said.contains("no such column: missing"), "{said}");
    assert_eq!(said.matches("`count`").count(), 1, "{said}");
    let error = refused(&vec!["1"; 3000]);
    assert!(matches!(error, Error::Cancelled { .. }), "{error:?}");
}

#[test]
fn numbers_are_read() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    prices::create_at(&connection, 1).unwrap();
    connection
        .execute("INSERT INTO price (text) VALUES ('250')", [])
        .unwrap();
    prices::migrate(&connection).unwrap();
    assert_eq!(number(&connection, "SELECT cents FROM price"), 250);
}
