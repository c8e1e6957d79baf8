//! Declarations as text: what is reported about them, and what becomes of the rows of a file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod names;
mod readable;
mod seeds;
mod steps;
mod texts;

use std::fmt::Write as _;

use rusqlite::Connection;
use schema_runtime::engine;

use super::rehearse;
use crate::{check::check, lower::lower, report::Ctxt, syntax};

/// A declaration of versions that do this, and of these items.
fn declaration(versions: &[&str], items: &str) -> String {
    let mut history = String::new();
    for (at, actions) in versions.iter().enumerate() {
        let number = at + 1;
        write!(
            history,
            "/// Version {number}.\nversion {number} {{ {actions} }}\n"
        )
        .unwrap();
    }
    // Only what ends in a text ends with a semicolon.
    let items = items
        .lines()
        .map(|it| format!("{it}{}\n", if it.ends_with('"') { ";" } else { "" }));
    let items: String = items.collect();
    format!("pub schema s in \"s.db\" {{ history {{ {history} }} {items} }}").replace("{  }", ";")
}

/// What the compiler is told.
fn reports(source: &str) -> Vec<String> {
    let mut cx = Ctxt::default();
    let syntax = syntax::parse(&mut cx, source.parse().expect("tokens"));
    let lowered = lower(&mut cx, &syntax);
    check(&mut cx, &lowered);
    if cx.is_clean() {
        rehearse(&mut cx, &lowered);
    }
    let reports = syntax::testing::places_and_messages(cx);
    reports
        .into_iter()
        .map(|(place, said)| format!("{place}: {said}"))
        .collect()
}

#[track_caller]
fn refused(versions: &[&str], items: &str, expected: &str) {
    let reports = reports(&declaration(versions, items));
    let is_expected = reports.first().is_some_and(|it| it.contains(expected));
    assert!(is_expected, "{reports:#?}");
}

/// Compiles, and brings a file of version 1 with these rows to the newest version.
#[track_caller]
fn upgraded(versions: &[&str], items: &str, rows: &str) -> Connection {
    let source = declaration(versions, items);
    let reports = reports(&source);
    assert!(reports.is_empty(), "{reports:#?}");
    let mut cx = Ctxt::default();
    let syntax = syntax::parse(&mut cx, source.parse().expect("tokens"));
    let model = lower(&mut cx, &syntax).model;
    syntax::testing::places_and_messages(cx);
    let connection = Connection::open_in_memory().unwrap();
    engine::create_at(&connection, &model, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    engine::migrate(&connection, &model).unwrap();
    connection
}

/// Sees that a created file and an upgraded one without rows of its own answer a query alike.
#[track_caller]
fn same(versions: &[&str], items: &str, query: &str, expected: &str) {
    let upgraded = upgraded(versions, items, "");
    let source = declaration(versions, items);
    let mut cx = Ctxt::default();
    let syntax = syntax::parse(&mut cx, source.parse().expect("tokens"));
    let model = lower(&mut cx, &syntax).model;
    syntax::testing::places_and_messages(cx);
    let created = Connection::open_in_memory().unwrap();
    engine::migrate(&created, &model).unwrap();
    assert_eq!(text(&created, query), expected, "created");
    assert_eq!(text(&upgraded, query), expected, "upgraded");
}

/// What a query answers, its rows joined.
fn text(connection: &Connection, query: &str) -> String {
    let sql = format!("SELECT group_concat(a, ' ') FROM (SELECT {query})");
    let found: Option<String> = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    found.unwrap_or_default()
}
