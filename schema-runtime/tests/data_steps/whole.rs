//! Whole runs: versions in a row, steps in their order, and what the report says of them.

use std::{cell::RefCell, fmt::Write};

use schema_core::model::{Action, Lived, Schema, VirtualTable};
use schema_runtime::engine::{
    self, At, DataFunction, Error, Result,
    data::{DataStep, Program},
};

use super::support::{
    always, column, database, dump, key, lived, migrate, rows, run, schema, table,
};

struct Two;
struct Three;

old_row!(Two, Note1 { id: i64, text: String } = [(0, "")] [0, 1]);
new_row!(Two, Note2 { words: i64 } = [(0, "")][2], false);
old_row!(Three, NoteOf2 { id: i64, text: String, words: i64 } = [(0, "")] [0, 1, 2]);
new_row!(Three, Note3 { words: String } = [(0, "")][3], false);
new_row!(Three, Log3 { text: String } = [(1, "")][0], true);

/// Version 2 counts words; version 3 spells the count, in a table that is built anew; version 4 has
/// nothing to move.
fn counted() -> Schema {
    let note = vec![
        always(column("id INTEGER")),
        always(column("text TEXT")),
        lived(2, Some(3), column("words INTEGER")),
        lived(3, None, column("words TEXT NOT NULL")),
        lived(4, None, column("pinned INTEGER")),
    ];
    schema(
        vec![vec![], vec![run("count")], vec![run("spell")], vec![]],
        vec![
            table("note", (1, None), note, vec![key(&["id"])]),
            table("log", (3, None), vec![always(column("text TEXT"))], vec![]),
        ],
    )
}

static STEPS: [DataFunction; 2] = [
    DataFunction {
        version: 3,
        name: "spell",
        call: |raw| {
            let mut step = DataStep::<Three>::new(raw);
            step.change(|it: NoteOf2| Note3 {
                words: format!("{} words", it.words),
            })?;
            step.copy(|it: NoteOf2| Log3 { text: it.text })
        },
    },
    DataFunction {
        version: 2,
        name: "count",
        call: |raw| {
            DataStep::<Two>::new(raw).change(|it: Note1| Note2 {
                words: i64::try_from(it.text.split(' ').count()).unwrap(),
            })
        },
    },
];

const ROWS: &str = "INSERT INTO note VALUES (1, 'one'), (2, 'one two')";
const NOTES: &str = "SELECT id, text, words FROM note";

#[test]
fn each_version_sees_what_the_one_before_left() {
    let schema = counted();
    let program = Program {
        schema: &schema,
        steps: &STEPS,
    };
    let connection = database(&schema, 1, ROWS);
    let report = engine::migrate(&connection, program).unwrap();
    assert_eq!(rows(&connection, NOTES), "1,one,1 words 2,one two,2 words");
    assert_eq!(rows(&connection, "SELECT text FROM log"), "one one two");
    let steps = report
        .steps
        .iter()
        .filter_map(|it| Some((it.version, it.what.as_str(), it.rows.as_ref()?)));
    let steps: Vec<_> = steps
        .map(|(version, what, rows)| format!("{version} {what} {rows}"))
        .collect();
    assert_eq!(
        steps,
        [
            "2 run count 2 rows read, 2 written",
            "3 run spell 4 rows read, 4 written"
        ]
    );
    // Nothing to do: nothing is called.
    assert!(
        engine::migrate(&connection, program)
            .unwrap()
            .steps
            .is_empty()
    );
}

#[test]
fn typed_steps_run_data_steps() {
    struct Notes;
    let schema = counted();
    let program = Program {
        schema: &schema,
        steps: &STEPS,
    };
    let connection = database(&schema, 1, ROWS);
    let before = dump(&connection);
    let begin = || At::<Notes, 1>::begin(&connection, program).unwrap();
    drop(begin().step::<2>().unwrap().step::<3>().unwrap());
    assert_eq!(dump(&connection), before);
    let three = begin().step::<2>().unwrap().step::<3>().unwrap();
    let report = three.step::<4>().unwrap().finish().unwrap();
    assert_eq!(
        report.steps.iter().filter(|it| it.rows.is_some()).count(),
        2
    );
    assert_eq!(rows(&connection, NOTES), "1,one,1 words 2,one two,2 words");
}

#[test]
fn a_program_without_the_function_is_refused() {
    let schema = counted();
    let connection = database(&schema, 1, ROWS);
    let before = dump(&connection);
    let error = engine::migrate(&connection, &schema);
    assert!(
        matches!(&error, Err(Error::NoDataStep { version: 2, function, .. }) if function == "count")
    );
    let program = Program {
        schema: &schema,
        steps: &STEPS[..1],
    };
    assert!(engine::migrate(&connection, program).is_err());
    assert_eq!(dump(&connection), before);
    // An empty database has no rows to move.
    let empty = rusqlite::Connection::open_in_memory().unwrap();
    engine::migrate(&empty, &schema).unwrap();
}

thread_local! {
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

old_row!(Two, Plain { text: String } = [(0, "")][1]);
new_row!(Two, PlainText { text: String } = [(0, "")][1], false);

fn append(text: &'static str) -> impl FnMut(Plain) -> PlainText {
    move |it| {
        SEEN.with_borrow_mut(|seen| write!(seen, "{} ", it.text).unwrap());
        PlainText {
            text: it.text + text,
        }
    }
}

#[test]
fn steps_of_a_version_are_done_in_their_order() {
    let note = vec![always(column("id INTEGER")), always(column("text TEXT"))];
    let sql = Action::Sql("UPDATE note SET text = text || '-sql'".into());
    let actions = vec![run("first"), sql, run("second")];
    let tables = vec![table("note", (1, None), note, vec![key(&["id"])])];
    let schema = schema(vec![vec![], actions], tables);
    let connection = database(&schema, 1, "INSERT INTO note VALUES (1, 'a')");
    let function = |name, call| DataFunction {
        version: 2,
        name,
        call,
    };
    let steps = &[
        function("second", |raw| {
            DataStep::<Two>::new(raw).change(append("-second"))
        }),
        function("first", |raw| -> Result<()> {
            DataStep::<Two>::new(raw).change(append("-first"))
        }),
    ];
    engine::migrate(
        &connection,
        Program {
            schema: &schema,
            steps,
        },
    )
    .unwrap();
    assert_eq!(
        rows(&connection, "SELECT text FROM note"),
        "a-first-sql-second"
    );
    assert_eq!(SEEN.take(), "a a-first-sql ");
}

#[test]
fn the_report_shows_the_order_of_the_steps() {
    let schema = counted();
    let program = Program {
        schema: &schema,
        steps: &STEPS,
    };
    let connection = database(&schema, 1, ROWS);
    let report = engine::migrate(&connection, program).unwrap();
    let third = report
        .steps
        .iter()
        .filter(|it| it.version == 3)
        .map(|it| it.what.as_str());
    let wanted = [
        "create table log",
        "build table note anew",
        "run spell",
        "copy the rows of note",
        "drop table note",
        "put the new table note in its place",
    ];
    assert_eq!(third.collect::<Vec<_>>(), wanted);
}

/// A file may have a column of a later version already.
#[test]
fn what_stands_early_is_carried() {
    let schema = counted();
    let program = Program {
        schema: &schema,
        steps: &STEPS,
    };
    let sql = format!(
        "{ROWS}; ALTER TABLE note ADD COLUMN pinned INTEGER; UPDATE note SET pinned = id * 5"
    );
    let connection = database(&schema, 1, &sql);
    engine::migrate(&connection, program).unwrap();
    let notes = "SELECT id, text, words, pinned FROM note";
    assert_eq!(
        rows(&connection, notes),
        "1,one,1 words,5 2,one two,2 words,10"
    );
}

#[test]
fn full_text_indexes_follow() {
    let note = vec![
        always(column("id INTEGER")),
        always(column("text TEXT")),
        lived(2, None, column("words INTEGER")),
    ];
    let table = table("note", (1, None), note, vec![key(&["id"])]);
    let index = |since, name: &'static str| -> Lived<VirtualTable> {
        let using = "fts5(text, content=note, content_rowid=id)".into();
        lived(
            since,
            None,
            VirtualTable {
                from: None,
                name: name.into(),
                using,
            },
        )
    };
    let mut schema = schema(vec![vec![], vec![run("f")]], vec![table]);
    schema.virtual_tables = vec![index(1, "search"), index(2, "new_search")].into();
    let connection = database(&schema, 1, ROWS);
    migrate(&connection, &schema, |raw| {
        DataStep::<Two>::new(raw).change(append(" more"))
    })
    .unwrap();
    for index in ["search", "new_search"] {
        let sql = format!("SELECT rowid FROM {index}('more')");
        assert_eq!(rows(&connection, &sql), "1 2", "{index}");
    }
}
