//! The same works with ten and a hundred times as many tables, or versions.
//!
//! Each version gives a tenth of the tables a column, and the first of them an index on it. The way by
//! hand are the statements of each version, so what SQLite itself makes of many tables is in both.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
};

use rusqlite_schema::rusqlite::Connection;
use schema_core::{
    model::{
        Column, Constraint, Index, IndexColumn, Lifetime, Lived, PrimaryKey, Schema, Table, Term,
        Version,
    },
    plan::{Step, creation, plan},
};
use schema_runtime::engine::{Image, Options, create_at, open_with};

use crate::clock::{Taken, Way, interleave, measure};

const TABLES: usize = 19;
const VERSIONS: usize = 11;

/// How many times as many, and how often works are done there that take as long as the schema is large.
const SCALES: [(usize, usize); 3] = [(1, 60), (10, 9), (100, 1)];

/// Measures ours and the way by hand at each size.
pub fn growth() {
    for (times, rounds) in SCALES {
        Size::new("tables", TABLES * times, VERSIONS).measure(TABLES * times, rounds);
    }
    for (times, rounds) in SCALES {
        Size::new("versions", TABLES, VERSIONS * times).measure(VERSIONS * times, rounds);
    }
}

/// A schema of some size, and its scripts.
struct Size {
    what: &'static str,
    schema: Schema,
    scripts: Vec<String>,
    folder: tempfile::TempDir,
    files: Cell<usize>,
}

impl Size {
    fn new(what: &'static str, tables: usize, versions: usize) -> Self {
        let schema = schema(tables, versions);
        let scripts = scripts(&schema);
        Self {
            what,
            schema,
            scripts,
            folder: tempfile::tempdir().unwrap(),
            files: Cell::new(0),
        }
    }

    fn measure(&self, size: usize, rounds: usize) {
        let all = [
            ("open a current file", self.opening(""), rounds * 3),
            (
                "open and first answer",
                self.opening("SELECT count(*) FROM table_0"),
                rounds * 3,
            ),
            ("create a fresh file", self.creation(), rounds),
            ("in memory", self.in_memory(), rounds),
            ("upgrade in place", self.upgrade(), rounds),
        ];
        for (work, [by_hand, ours], rounds) in all {
            let ways = vec![way("by hand", by_hand), way("`schema!`", ours)];
            let work = format!("{work}, {}", self.what);
            interleave(&work, &size.to_string(), rounds, ways);
        }
    }

    fn new_file(&self) -> PathBuf {
        self.files.set(self.files.get() + 1);
        self.folder.path().join(format!("{}.db", self.files.get()))
    }

    /// A current file is opened, and asked something if there is a question.
    fn opening(&self, question: &'static str) -> [Round<'_>; 2] {
        let path = self.new_file();
        drop(self.open(&path, &Options::default()));
        let file = path.clone();
        // Without a question only the version is of interest.
        let options = Options::default().drift(if question.is_empty() {
            schema_runtime::engine::Drift::Ignore
        } else {
            schema_runtime::engine::Drift::Report
        });
        [
            Box::new(move || measure(|| asked(by_hand(&path, &self.scripts), question))),
            Box::new(move || measure(|| asked(self.open(&file, &options), question))),
        ]
    }

    fn creation(&self) -> [Round<'_>; 2] {
        let (by_hands, ours) = (self.new_file(), self.new_file());
        [
            Box::new(move || {
                remove(&by_hands);
                measure(|| by_hand(&by_hands, &self.scripts))
            }),
            Box::new(move || {
                remove(&ours);
                measure(|| self.open(&ours, &Options::default()))
            }),
        ]
    }

    /// By hand, the newest version's statements.
    fn in_memory(&self) -> [Round<'_>; 2] {
        let script = script(&creation(&self.schema.newest_shape()).steps);
        let image = Image::new();
        drop(image.open(&self.schema).unwrap());
        [
            Box::new(move || {
                measure(|| {
                    let connection = Connection::open_in_memory().unwrap();
                    connection.execute_batch(&script).unwrap();
                    connection
                })
            }),
            Box::new(move || measure(|| image.open(&self.schema).unwrap())),
        ]
    }

    /// A file of the first version is opened.
    fn upgrade(&self) -> [Round<'_>; 2] {
        let (original, by_hands, ours) = (self.new_file(), self.new_file(), self.new_file());
        create_at(&Connection::open(&original).unwrap(), &self.schema, 1).unwrap();
        let old = original.clone();
        [
            Box::new(move || {
                fs::copy(&original, &by_hands).unwrap();
                measure(|| by_hand(&by_hands, &self.scripts))
            }),
            Box::new(move || {
                fs::copy(&old, &ours).unwrap();
                measure(|| self.open(&ours, &Options::default()))
            }),
        ]
    }

    fn open(&self, path: &Path, options: &Options) -> Connection {
        let (connection, report) = open_with(&self.schema, path, options).unwrap();
        assert_eq!(report.warnings, []);
        connection
    }
}

type Round<'a> = Box<dyn FnMut() -> Taken + 'a>;

fn way<'a>(name: &str, round: Round<'a>) -> Way<'a> {
    let name = name.to_owned();
    Way { name, round }
}

fn asked(connection: Connection, question: &str) -> Connection {
    if !question.is_empty() {
        let _: i64 = connection
            .query_row(question, [], |row| row.get(0))
            .unwrap();
    }
    connection
}

/// Opens a file and brings it to the newest version in one transaction.
fn by_hand(path: &Path, scripts: &[String]) -> Connection {
    let connection = Connection::open(path).unwrap();
    let sql = "PRAGMA user_version";
    let version: u32 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    let version = usize::try_from(version).unwrap();
    if version < scripts.len() {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        for script in &scripts[version..] {
            connection.execute_batch(script).unwrap();
        }
        let end = format!("PRAGMA user_version = {}; COMMIT", scripts.len());
        connection.execute_batch(&end).unwrap();
    }
    connection
}

fn remove(path: &Path) {
    if path.exists() {
        fs::remove_file(path).unwrap();
    }
}

fn script(steps: &[Step]) -> String {
    let statements: Vec<_> = steps.iter().map(|it| format!("{it};\n")).collect();
    statements.concat()
}

/// What a person would write for each version.
fn scripts(schema: &Schema) -> Vec<String> {
    let first = script(&creation(&schema.shape(1)).steps);
    let later = (2..=schema.newest_version()).map(|version| {
        let stages = plan(schema, version - 1, version).stages;
        stages.iter().map(|it| script(&it.steps)).collect()
    });
    std::iter::once(first).chain(later).collect()
}

fn schema(tables: usize, versions: usize) -> Schema {
    let mut all: Vec<Table> = (0..tables).map(table).collect();
    for version in 2..=versions {
        for at in 0..tables.div_ceil(10) {
            let table = &mut all[(version * 7 + at * 10) % tables];
            let name = format!("added_{version}_{at}");
            table
                .columns
                .to_mut()
                .push(lived(version, column(&name, "INTEGER", Some("0"))));
            if at == 0 {
                let index = index(&format!("{}_{name}", table.name), &name);
                table.indexes.to_mut().push(lived(version, index));
            }
        }
    }
    let versions = (1..=versions).map(|number| Version {
        number: i64::try_from(number).unwrap(),
        ..Version::default()
    });
    let mut schema = Schema {
        name: "large".into(),
        file: "large.db".into(),
        versions: versions.collect(),
        tables: all.into(),
        ..Schema::default()
    };
    schema.complete();
    schema
}

fn table(at: usize) -> Table {
    let name = format!("table_{at}");
    let key = Constraint::PrimaryKey(PrimaryKey {
        columns: vec!["id".into()].into(),
        autoincrement: false,
        ..PrimaryKey::default()
    });
    let columns = [
        column("id", "INTEGER", None),
        column("name", "TEXT", Some("''")),
        column("created_at", "INTEGER", Some("0")),
    ];
    Table {
        lifetime: lived(1, ()).lifetime,
        columns: columns.into_iter().map(|it| lived(1, it)).collect(),
        constraints: vec![lived(1, key)].into(),
        indexes: vec![lived(1, index(&format!("{name}_name"), "name"))].into(),
        name: name.into(),
        ..Table::default()
    }
}

fn column(name: &str, ty: &'static str, default: Option<&'static str>) -> Column {
    Column {
        name: name.to_owned().into(),
        ty: ty.into(),
        not_null: default.is_some(),
        default: default.map(Into::into),
        ..Column::default()
    }
}

fn index(name: &str, column: &str) -> Index {
    let column = IndexColumn {
        term: Term::Column(column.to_owned().into()),
        collate: None,
        descending: false,
    };
    Index {
        name: name.to_owned().into(),
        unique: false,
        columns: vec![column].into(),
        filter: None,
    }
}

fn lived<T>(version: usize, item: T) -> Lived<T> {
    let since = i64::try_from(version).unwrap();
    Lived {
        lifetime: Lifetime { since, until: None },
        item,
    }
}
