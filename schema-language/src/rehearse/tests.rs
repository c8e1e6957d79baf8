//! Whatever row a declaration lets in, its own struct can read: over declarations of one table.
//!
//! `DECLARATIONS=10000 cargo test -p rusqlite-schema-language --features rehearsal readable` tries more of
//! them than a normal run.

#![allow(clippy::unwrap_used)]

use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestCaseError},
};
use rusqlite::{Connection, Row, types::Value};
use schema_core::{model::Schema, sql::Name};
use schema_runtime::engine;

use super::rehearse;
use crate::{check::check, lower::lower, report::Ctxt, syntax::parse};

/// Types, each with values that Rust writes, as SQL.
const TYPES: [(&str, &[&str]); 10] = [
    ("bool", &["0", "1"]),
    ("u8", &["0", "255"]),
    ("i8", &["-128", "127"]),
    ("u32", &["0", "4294967295"]),
    ("i64", &["-7", "0", "300", "70000", "9000000000"]),
    ("f64", &["0.0", "-1.5", "1e300", "3.0"]),
    ("String", &["''", "'007'", "'text'", "'open'", "'1e3'"]),
    ("Vec<u8>", &["x''", "x'00ff'"]),
    ("State", &["'open'", "'done'"]),
    ("Other", &["'10'", "'low'"]),
];

/// What may stand behind a type.
const AS: [&str; 8] = [
    "",
    "",
    "",
    "as TEXT",
    "as INTEGER",
    "as REAL",
    "as BLOB",
    "as NUMERIC",
];

const DEFAULTS: [&str; 12] = [
    "",
    "",
    "",
    "= 0",
    "= 300",
    "= \"open\"",
    "= \"10\"",
    "= 1.5",
    "= true",
    "= b\"x\"",
    "= sql(\"date(0, 'unixepoch')\")",
    "= sql(\"nullif(1, 1)\")",
];

/// How a column gets its second line; `{x}` is its name.
const FROM: [&str; 10] = [
    "",
    "",
    "{x}",
    "{x} * 300",
    "coalesce({x}, 0)",
    "CAST({x} AS TEXT)",
    "{x} <> 0",
    "min(max({x}, 0), 255)",
    "iif({x} IN ('open', 'done'), {x}, 'open')",
    "'open'",
];

const CHECKS: [&str; 4] = ["", "", "checked", "check \"{x} IN (0, 1)\""];

/// One column: two types, with what stands behind each, and whether it changes at all.
#[derive(Clone, Debug)]
struct Line {
    types: [(usize, bool, usize, usize, usize); 2],
    from: usize,
    changes: bool,
}

fn line() -> impl Strategy<Value = Line> {
    let one = (
        0..TYPES.len(),
        any::<bool>(),
        0..AS.len(),
        0..DEFAULTS.len(),
        0..CHECKS.len(),
    );
    ([one.clone(), one], 0..FROM.len(), any::<bool>()).prop_map(|(types, from, changes)| Line {
        types,
        from,
        changes,
    })
}

/// The text of a column's lines.
fn written(at: usize, line: &Line) -> String {
    let name = format!("c{at}");
    let one = |(ty, is_option, declared, default, check): (usize, bool, usize, usize, usize)| {
        let ty = TYPES[ty].0;
        let is_list = ty == "State" || ty == "Other";
        let declared = if is_list && AS[declared].is_empty() {
            "as TEXT"
        } else {
            AS[declared]
        };
        let ty = if is_option {
            format!("Option<{ty}>")
        } else {
            ty.to_owned()
        };
        let check = CHECKS[check].replace("{x}", &name);
        (
            format!("{name}: {ty} {declared} {}", DEFAULTS[default]),
            check,
        )
    };
    let (head, check) = one(line.types[0]);
    if !line.changes {
        return format!("{head} {check}");
    }
    let (next, next_check) = one(line.types[1]);
    let from = FROM[line.from].replace("{x}", &name);
    let from = if from.is_empty() {
        from
    } else {
        format!("from \"{from}\"")
    };
    format!("{head} until 2 {check}, {next} since 2 {next_check} {from}")
}

fn source(lines: &[Line], strict: bool) -> String {
    let lines: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(at, it)| written(at, it))
        .collect();
    let strict = if strict { "strict" } else { "" };
    format!(
        "schema s in \"s.db\" {{
            const STATES: State = [open, done];
            const OTHERS: Other = [\"10\" as Ten, low];
            history {{ /// One.
                version 1; /// Two.
                version 2; }}
            table t {strict} {{ id: i64 primary key, {} }}
        }}",
        lines.join(", ")
    )
}

/// The model, if nothing was said of the declaration.
fn accepted(source: &str) -> Option<Schema> {
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, source.parse().unwrap());
    let lowered = lower(&mut cx, &syntax);
    check(&mut cx, &lowered);
    if cx.is_clean() {
        rehearse(&mut cx, &lowered);
    }
    let is_clean = cx.is_clean();
    cx.finish();
    is_clean.then_some(lowered.model)
}

/// Reads a column as its Rust type does.
fn read(row: &Row<'_>, at: usize, ty: &str, is_option: bool) -> rusqlite::Result<()> {
    if is_option && row.get::<_, Value>(at)? == Value::Null {
        return Ok(());
    }
    match ty {
        "bool" => row.get::<_, bool>(at).map(drop),
        "u8" => row.get::<_, u8>(at).map(drop),
        "i8" => row.get::<_, i8>(at).map(drop),
        "u32" => row.get::<_, u32>(at).map(drop),
        "i64" => row.get::<_, i64>(at).map(drop),
        "f64" => row.get::<_, f64>(at).map(drop),
        "String" => row.get::<_, String>(at).map(drop),
        "Vec<u8>" => row.get::<_, Vec<u8>>(at).map(drop),
        list => {
            let text: String = row.get(at)?;
            let (open, done) = if list == "State" {
                ("open", "done")
            } else {
                ("10", "low")
            };
            let is_element = text == open || text == done;
            is_element
                .then_some(())
                .ok_or_else(|| rusqlite::Error::InvalidColumnName(text))
        }
    }
}

/// Reads all rows at a version.
fn read_all(connection: &Connection, lines: &[Line], version: i64) -> Result<(), String> {
    let mut statement = connection.prepare("SELECT * FROM t").unwrap();
    let count = statement.column_count();
    let names = (0..count).filter_map(|at| statement.column_name(at).ok());
    let names: Vec<String> = names.map(str::to_owned).collect();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for (at, line) in lines.iter().enumerate() {
            let second = usize::from(version == 2 && line.changes);
            let (ty, is_option, ..) = line.types[second];
            let name = format!("c{at}");
            let column = names.iter().position(|it| *it == name).unwrap();
            read(row, column, TYPES[ty].0, is_option)
                .map_err(|error| format!("{name} at {version}: {error}"))?;
        }
    }
    Ok(())
}

/// Inserts what the struct of a version can write, and rows that leave out what they may.
fn insert(connection: &Connection, lines: &[Line], version: i64, numbers: &[u8]) {
    for (row, chosen) in numbers.chunks(lines.len()).enumerate() {
        let mut names = Vec::new();
        let mut values = Vec::new();
        for (at, (line, number)) in lines.iter().zip(chosen).enumerate() {
            let second = usize::from(version == 2 && line.changes);
            let (ty, is_option, _, default, _) = line.types[second];
            let leaves_out = row % 3 == 1 && !DEFAULTS[default].is_empty();
            if leaves_out {
                continue;
            }
            let of_type = TYPES[ty].1;
            let value = of_type[usize::from(*number) % of_type.len()];
            names.push(Name(&format!("c{at}")).to_string());
            values.push(if is_option && row % 3 == 2 {
                "NULL"
            } else {
                value
            });
        }
        let sql = if names.is_empty() {
            "INSERT INTO t DEFAULT VALUES".to_owned()
        } else {
            format!(
                "INSERT INTO t ({}) VALUES ({})",
                names.join(", "),
                values.join(", ")
            )
        };
        // A condition may refuse it, and a default that is NULL.
        let _ = connection.execute(&sql, []);
    }
}

fn config() -> ProptestConfig {
    let cases = std::env::var("DECLARATIONS")
        .ok()
        .and_then(|it| it.parse().ok());
    ProptestConfig {
        rng_seed: if cases.is_some() {
            RngSeed::Random
        } else {
            RngSeed::Fixed(1)
        },
        cases: cases.unwrap_or(600),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_row_is_let_in_is_readable(
        lines in prop::collection::vec(line(), 1..3),
        strict: bool,
        numbers in prop::collection::vec(any::<u8>(), 30),
    ) {
        let source = source(&lines, strict);
        if let Some(schema) = accepted(&source) {
            let fails = |what: String| TestCaseError::fail(format!("{what}\n{source}"));
            let connection = Connection::open_in_memory().unwrap();
            engine::create_at(&connection, &schema, 1).unwrap();
            insert(&connection, &lines, 1, &numbers);
            read_all(&connection, &lines, 1).map_err(fails)?;
            // What rows may keep a file from being upgraded is another question.
            if engine::migrate(&connection, &schema).is_ok() {
                insert(&connection, &lines, 2, &numbers);
                read_all(&connection, &lines, 2).map_err(fails)?;
            }
        }
    }
}
