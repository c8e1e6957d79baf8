//! All the ways on which a history meets files, held against the oracle.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use rusqlite::Connection;
use rusqlite_schema::{__private::engine, Error, Schema};

use super::{
    declare::declaration,
    file,
    follow::{self, Row, Rows, follow, rows_at},
    grow, plain,
    values::{Random, Type},
    world::{Key, World},
};

/// What is wrong, in a word that stays the same while a history is made smaller; and all of it.
#[derive(Debug)]
pub struct Failure {
    pub kind: String,
    pub text: String,
}

/// What histories must have, or they try nothing.
pub const WORDS: [&str; 29] = [
    " => ",
    " as TEXT",
    " from \"",
    " sql \"",
    "autoincrement",
    "bool",
    "cascade",
    "check \"",
    "collate",
    "content=''",
    "content=",
    "desc",
    "fts5(body, tag",
    "generated",
    "index",
    "length(",
    "on delete set null",
    "references",
    "rtree(",
    "seed",
    "since",
    "stored",
    "strict since",
    "trigger",
    "unique index",
    "until",
    "view",
    "where \"",
    "without rowid since",
];

/// How often something happened.
pub type Tally = BTreeMap<String, usize>;

/// What a message says, without its names and numbers.
fn kind(message: &str) -> String {
    let mut out = String::new();
    for (at, part) in message
        .lines()
        .next()
        .unwrap_or_default()
        .split('`')
        .enumerate()
    {
        out += if at % 2 == 0 { part } else { "_" };
    }
    let letters = out
        .chars()
        .map(|it| if it.is_ascii_digit() { 'N' } else { it });
    letters.take(110).collect()
}

/// Goes all ways of a history.
pub fn go(
    versions: &[Vec<u64>],
    seed: u64,
    thorough: bool,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let world = grow::world(versions);
    let newest = world.newest;
    let text = declaration(&world, newest);
    let fail = |kind: String, what: String| Failure {
        text: format!("{text}\n{what}"),
        kind,
    };
    for word in WORDS.iter().filter(|it| text.contains(**it)) {
        *tally.entry(format!("declares `{word}`")).or_default() += 1;
    }
    let schema = match read(&text) {
        Ok(schema) => schema,
        Err(messages) => {
            let kind = format!("compile: {}", kind(&messages[0]));
            *tally.entry(kind.clone()).or_default() += 1;
            return Err(fail(kind, messages.join("\n")));
        }
    };
    let scene = Scene {
        world: &world,
        schema: &schema,
        seed,
        newest,
    };
    let folder = tempfile::tempdir().unwrap();
    let all = scene.created().and_then(|()| {
        let versions = 1..newest;
        versions
            .into_iter()
            .try_for_each(|it| scene.upgraded(folder.path(), it, tally))
    });
    let all = all.and_then(|()| {
        if thorough {
            step_by_step(&scene, tally)
        } else {
            Ok(())
        }
    });
    all.map_err(|(kind, what)| fail(kind, what))
}

/// The declaration as the program would have it.
fn read(text: &str) -> Result<Schema, Vec<String>> {
    let text = format!("/// A shop.\n{text}");
    let tokens = text.parse().map_err(|it| vec![format!("{it}")])?;
    schema_language::declared(tokens)
}

type Wrong = (String, String);

struct Scene<'a> {
    world: &'a World,
    schema: &'a Schema,
    seed: u64,
    newest: i64,
}

impl Scene<'_> {
    /// A file of these rows at the newest version, by plain SQL.
    fn expected(&self, rows: &Rows) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        file::make(&connection, self.world, self.newest, rows);
        connection
    }

    /// A fresh file is as the oracle's, with nothing but seeds in it.
    fn created(&self) -> Result<(), Wrong> {
        let connection = Connection::open_in_memory().unwrap();
        let made = engine::migrate(&connection, self.schema);
        made.map_err(|it| ("create".to_owned(), it.with_causes().to_string()))?;
        let mut rows = follow(self.world, &Rows::default(), 0, 0, false);
        for (at, _) in self.world.alive(self.newest) {
            rows.tables.insert(at, Vec::new());
        }
        for seed in self
            .world
            .seeds
            .iter()
            .filter(|it| it.life.has(self.newest))
        {
            let mut row: Row = seed.row.iter().cloned().collect();
            for (at, _, line) in self.world.tables[seed.table].alive(self.newest) {
                if let Some(it) = line.default.clone().filter(|_| !row.contains_key(&at)) {
                    row.insert(at, it);
                }
            }
            rows.tables.entry(seed.table).or_default().push(row);
        }
        self.compare("created", &connection, &[rows])
    }

    /// A file of an older version, with and without its stamp.
    fn upgraded(&self, folder: &Path, version: i64, tally: &mut Tally) -> Result<(), Wrong> {
        let rows = rows_at(self.world, version, self.seed);
        let expected = [false, true].map(|it| follow(self.world, &rows, version, self.newest, it));
        for stamp in [version, 0] {
            let way = format!(
                "{version} to {}{}",
                self.newest,
                if stamp == 0 { ", unstamped" } else { "" }
            );
            let path = folder.join(format!("{version}-{stamp}.db"));
            let connection = Connection::open(&path).unwrap();
            file::make(&connection, self.world, version, &rows);
            connection
                .pragma_update(None, "user_version", stamp)
                .unwrap();
            let before = fs::read(&path).unwrap();
            let report = engine::migrate(&connection, self.schema);
            let name = match &report {
                Ok(it) => format!("{:?}", it.outcome)
                    .split(' ')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                Err(it) => it.name().to_owned(),
            };
            let what = if stamp == 0 { "unstamped" } else { "stamped" };
            *tally.entry(format!("{what}: {name}")).or_default() += 1;
            if let Err(error) = report {
                drop(connection);
                if fs::read(&path).unwrap() != before {
                    return Err((
                        format!("{what}: {name} and changed"),
                        format!("{way}: {}", error.with_causes()),
                    ));
                }
                // A shape doesn't show which data steps have run.
                if stamp == 0 && matches!(error, Error::WhichVersion { .. }) {
                    continue;
                }
                let made = describe(self.world, version, &rows);
                return Err((
                    format!("{what}: {name}"),
                    format!("{way}: {}\n{made}", error.with_causes()),
                ));
            }
            self.compare(&way, &connection, &expected).map_err(|it| {
                (
                    format!("{what} {}", it.0),
                    format!("{}\n{}", it.1, describe(self.world, version, &rows)),
                )
            })?;
        }
        Ok(())
    }

    /// Holds a file against those that it may be, now and after the same statements.
    fn compare(&self, way: &str, connection: &Connection, expected: &[Rows]) -> Result<(), Wrong> {
        let wrong =
            |kind: &str, text: String| Err((kind.to_owned(), format!("{way}: {kind}\n{text}")));
        let mut faults = file::faults(connection, self.world, self.newest);
        let found = file::contents(connection, self.world, self.newest);
        let others: Vec<_> = expected.iter().map(|it| (self.expected(it), it)).collect();
        let fits =
            |it: &&(Connection, &Rows)| file::contents(&it.0, self.world, self.newest) == found;
        let Some((other, rows)) = others.iter().find(fits) else {
            return wrong(
                "rows",
                difference(
                    &found,
                    &file::contents(&others[0].0, self.world, self.newest),
                ),
            );
        };
        if !faults.is_empty() {
            faults.sort();
            return wrong("faults", faults.join("\n"));
        }
        let (one, two) = (file::catalogue(connection), file::catalogue(other));
        if one != two {
            return wrong("catalogue", difference(&one, &two));
        }
        let mut done = String::new();
        for it in [connection, other] {
            it.pragma_update(None, "foreign_keys", true).unwrap();
        }
        for sql in statements(self.world, self.newest, rows, self.seed) {
            writeln!(done, "{sql};").unwrap();
            let did = [connection, other].map(|it| it.execute(&sql, []));
            let codes = did
                .each_ref()
                .map(|it| it.as_ref().map_err(rusqlite::Error::sqlite_error));
            if codes[0] != codes[1] {
                return wrong("statement", format!("{done}{did:?}"));
            }
        }
        let one = file::contents(connection, self.world, self.newest);
        let two = file::contents(other, self.world, self.newest);
        if one != two {
            return wrong(
                "rows after statements",
                format!("{done}{}", difference(&one, &two)),
            );
        }
        let faults = file::faults(connection, self.world, self.newest);
        if faults.is_empty() {
            Ok(())
        } else {
            wrong(
                "faults after statements",
                format!("{done}{}", faults.join("\n")),
            )
        }
    }
}

/// A file of version 1 that each program upgrades by one version.
fn step_by_step(scene: &Scene<'_>, tally: &mut Tally) -> Result<(), Wrong> {
    let rows = rows_at(scene.world, 1, scene.seed);
    let connection = Connection::open_in_memory().unwrap();
    file::make(&connection, scene.world, 1, &rows);
    for version in 2..=scene.newest {
        let text = declaration(scene.world, version);
        let schema = read(&text).map_err(|it| {
            (
                format!("compile, cut: {}", kind(&it[0])),
                format!("as of version {version}:\n{text}\n{}", it.join("\n")),
            )
        })?;
        let report = engine::migrate(&connection, &schema);
        report.map_err(|it| {
            (
                format!("step: {}", it.name()),
                format!("to {version}: {}", it.with_causes()),
            )
        })?;
    }
    *tally.entry("step by step".to_owned()).or_default() += 1;
    let expected = [true, false].map(|it| follow(scene.world, &rows, 1, scene.newest, it));
    scene
        .compare("version by version", &connection, &expected)
        .map_err(|it| (format!("step {}", it.0), it.1))
}

/// What an application would do with a file, some of which is refused.
fn statements(world: &World, version: i64, rows: &Rows, seed: u64) -> Vec<String> {
    let mut random = Random(seed ^ 0xABCD);
    let mut out = Vec::new();
    for (at, table) in world.alive(version) {
        let name = table.names.at(version);
        for number in [1, 7, 8] {
            let Some(row) = follow::row(world, at, version, number, rows, &mut random) else {
                continue;
            };
            let may_lack = |it: usize| {
                let line = table.columns[it].at(version);
                line.is_some_and(|it| it.nullable || it.default.is_some())
                    || it == 0 && matches!(table.key, Key::Rowid(_))
            };
            let row: Vec<_> = row
                .into_iter()
                .filter(|it| !(may_lack(it.0) && random.one_in(3)))
                .collect();
            if !row.is_empty() {
                out.push(plain::insert(table, &row, version));
            }
        }
        let columns: Vec<_> = table
            .alive(version)
            .filter(|it| it.2.generated.is_none())
            .collect();
        let Some((column, names, line)) = random.pick(&columns) else {
            continue;
        };
        let value = random.value(line.ty, None).sql();
        let own = names.names.at(version);
        let key = table.columns[0].names.at(version);
        let free = line.ty != Type::State && !follow::is_unique(table, *column, version);
        if free && table.key != Key::None {
            let which = if line.ty.sql() == "TEXT" {
                format!("\"{own}\" || ' tea'")
            } else {
                value
            };
            out.push(format!("UPDATE \"{name}\" SET \"{own}\" = {which}"));
        }
        let first = rows
            .tables
            .get(&at)
            .and_then(|it| it.first())
            .and_then(|it| it.get(&0));
        if let Some(it) = first.filter(|_| table.key != Key::None) {
            out.push(format!(
                "DELETE FROM \"{name}\" WHERE \"{key}\" = {}",
                it.sql()
            ));
        }
    }
    out
}

/// The lines of either that the other lacks.
fn difference(found: &[String], expected: &[String]) -> String {
    let mut text = String::new();
    for it in found.iter().filter(|it| !expected.contains(it)) {
        writeln!(text, "  found     {it}").unwrap();
    }
    for it in expected.iter().filter(|it| !found.contains(it)) {
        writeln!(text, "  expected  {it}").unwrap();
    }
    if text.is_empty() {
        format!("  {} lines, {} expected", found.len(), expected.len())
    } else {
        text
    }
}

/// The rows of a file, for whoever reads a failure.
fn describe(world: &World, version: i64, rows: &Rows) -> String {
    let mut text = format!("the file of version {version}:\n");
    for (at, rows) in &rows.tables {
        for row in rows {
            let row: Vec<_> = row.iter().map(|(at, it)| (*at, it.clone())).collect();
            writeln!(
                text,
                "  {};",
                plain::insert(&world.tables[*at], &row, version)
            )
            .unwrap();
        }
    }
    text
}
