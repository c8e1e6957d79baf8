//! The comparer, against one seeded defect after the other, and against other spellings of the same.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use rusqlite::Connection;
use schema_core::{
    found::compare,
    model::{Trigger, View},
    shape::{Shape, Traced},
};
use schema_runtime::engine::introspect;
use std::sync::Arc;

const DECLARED: &str = "
CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE UNIQUE);
CREATE TABLE child (
    a INTEGER,
    b TEXT DEFAULT 'open',
    c REAL NOT NULL DEFAULT (1 + 1),
    parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
    total INTEGER GENERATED ALWAYS AS (a + 1) STORED,
    CHECK (a > 0 AND b <> 'it''s'),
    UNIQUE (a, b)
) STRICT;
CREATE TABLE pair (x TEXT NOT NULL, y INTEGER NOT NULL, PRIMARY KEY (x, y)) WITHOUT ROWID;
CREATE INDEX by_b ON child (b COLLATE NOCASE, a DESC) WHERE a IS NOT NULL;
CREATE UNIQUE INDEX by_lower ON child (lower(b));
CREATE VIEW open_ones AS SELECT a, b FROM child WHERE b = 'open';
CREATE TRIGGER note AFTER UPDATE OF a ON child FOR EACH ROW WHEN NEW.a > 1 BEGIN UPDATE parent SET name = 'New' WHERE id = NEW.parent_id; END;
";

/// What is in the declared text, and what is in its place in a file that differs.
const DEFECTS: [(&str, &str, &str); 43] = [
    (
        "index lost",
        "CREATE INDEX by_b ON child (b COLLATE NOCASE, a DESC) WHERE a IS NOT NULL;",
        "",
    ),
    (
        "unique index lost",
        "CREATE UNIQUE INDEX by_lower ON child (lower(b));",
        "",
    ),
    (
        "unique lost from an index",
        "CREATE UNIQUE INDEX by_lower",
        "CREATE INDEX by_lower",
    ),
    (
        "unique index on the column",
        "child (lower(b))",
        "child (b)",
    ),
    ("other expression in an index", "lower(b)", "upper(b)"),
    (
        "collation lost from an index",
        "b COLLATE NOCASE, a DESC",
        "b, a DESC",
    ),
    ("DESC lost", "a DESC", "a"),
    (
        "order of an index's columns",
        "b COLLATE NOCASE, a DESC",
        "a DESC, b COLLATE NOCASE",
    ),
    ("filter lost", " WHERE a IS NOT NULL", ""),
    ("other filter", "WHERE a IS NOT NULL", "WHERE b IS NOT NULL"),
    ("default changed", "DEFAULT 'open'", "DEFAULT 'Open'"),
    ("default lost", "b TEXT DEFAULT 'open'", "b TEXT"),
    (
        "default as text",
        "b TEXT DEFAULT 'open'",
        "b TEXT DEFAULT '''open'''",
    ),
    (
        "default expression changed",
        "DEFAULT (1 + 1)",
        "DEFAULT (1 + 2)",
    ),
    ("NOT NULL lost", "c REAL NOT NULL", "c REAL"),
    ("NOT NULL gained", "a INTEGER,", "a INTEGER NOT NULL,"),
    (
        "types swapped",
        "a INTEGER,\n    b TEXT",
        "a TEXT,\n    b INTEGER",
    ),
    ("type changed", "c REAL", "c ANY"),
    ("column lost", "    c REAL NOT NULL DEFAULT (1 + 1),\n", ""),
    ("STRICT lost", ") STRICT", ")"),
    ("WITHOUT ROWID lost", " WITHOUT ROWID", ""),
    ("AUTOINCREMENT lost", " AUTOINCREMENT", ""),
    ("column collation lost", " COLLATE NOCASE UNIQUE", " UNIQUE"),
    (
        "column collation changed",
        "COLLATE NOCASE UNIQUE",
        "COLLATE RTRIM UNIQUE",
    ),
    (
        "unique column lost",
        "COLLATE NOCASE UNIQUE",
        "COLLATE NOCASE",
    ),
    ("unique lost", ",\n    UNIQUE (a, b)", ""),
    ("unique in another order", "UNIQUE (a, b)", "UNIQUE (b, a)"),
    (
        "key in another order",
        "PRIMARY KEY (x, y)",
        "PRIMARY KEY (y, x)",
    ),
    ("key shorter", "PRIMARY KEY (x, y)", "PRIMARY KEY (x)"),
    ("delete action lost", " ON DELETE CASCADE", ""),
    (
        "delete action changed",
        "ON DELETE CASCADE",
        "ON DELETE RESTRICT",
    ),
    (
        "update action changed",
        "ON UPDATE SET NULL",
        "ON UPDATE SET DEFAULT",
    ),
    ("deferrable lost", " DEFERRABLE INITIALLY DEFERRED", ""),
    (
        "deferrable changed",
        "INITIALLY DEFERRED",
        "INITIALLY IMMEDIATE",
    ),
    (
        "other parent",
        "REFERENCES parent (id)",
        "REFERENCES pair (x)",
    ),
    ("check lost", "    CHECK (a > 0 AND b <> 'it''s'),\n", ""),
    ("check changed", "a > 0 AND", "a >= 0 AND"),
    ("literal in a check", "b <> 'it''s'", "b <> 'It''s'"),
    ("generated expression", "(a + 1) STORED", "(a + 2) STORED"),
    ("stored is virtual", "(a + 1) STORED", "(a + 1) VIRTUAL"),
    ("trigger body edited", "name = 'New'", "name = 'new'"),
    ("trigger condition lost", " WHEN NEW.a > 1", ""),
    ("view edited", "WHERE b = 'open'", "WHERE b = 'closed'"),
];

const EQUIVALENT: [(&str, &str, &str); 15] = [
    (
        "keywords in another case",
        "CREATE INDEX by_b ON",
        "create index By_B on",
    ),
    (
        "quoted names",
        "CREATE INDEX by_b ON child (b",
        "CREATE INDEX \"by_b\" ON [child] (`b`",
    ),
    ("white space", "a > 0 AND", "a  >\n 0   AND"),
    (
        "comments",
        "CHECK (a > 0",
        "CHECK (a /* the first */ > 0 -- more\n",
    ),
    (
        "order of columns",
        "a INTEGER,\n    b TEXT DEFAULT 'open'",
        "b TEXT DEFAULT 'open',\n    a INTEGER",
    ),
    (
        "order of constraints",
        "CHECK (a > 0 AND b <> 'it''s'),\n    UNIQUE (a, b)",
        "UNIQUE (a, b), CHECK (a > 0 AND b <> 'it''s')",
    ),
    (
        "foreign key on a line",
        "parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,\n    total INTEGER GENERATED ALWAYS AS (a + 1) STORED",
        "parent_id INTEGER, total INTEGER GENERATED ALWAYS AS (a + 1) STORED, FOREIGN KEY (parent_id) REFERENCES parent (id) ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    ),
    (
        "the parent's key left out",
        "REFERENCES parent (id)",
        "REFERENCES parent",
    ),
    (
        "generated in short",
        "GENERATED ALWAYS AS (a + 1)",
        "AS (a + 1)",
    ),
    (
        "unique on a line",
        "name TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE UNIQUE",
        "name TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE, UNIQUE (name)",
    ),
    ("FOR EACH ROW is implied", " FOR EACH ROW", ""),
    (
        "ascending is implied",
        "child (lower(b))",
        "child (lower(b) ASC)",
    ),
    (
        "NULL is allowed anyway",
        "a INTEGER,",
        "a INTEGER DEFAULT NULL,",
    ),
    (
        "names of constraints",
        "CHECK (a > 0",
        "CONSTRAINT positive CHECK (a > 0",
    ),
    ("types in another case", "c REAL", "c real"),
];

fn file(script: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let ran = connection.execute_batch(script);
    ran.unwrap_or_else(|error| panic!("{error}: {script}"));
    connection
}

/// What the declared script makes, as a shape.
fn declared() -> Shape {
    let found = introspect(&file(DECLARED)).unwrap();
    assert!(found.unreadable.is_empty(), "{:?}", found.unreadable);
    let tables = found.tables.into_iter().map(|it| Arc::new(it.table));
    let view = |(declared, item): (usize, View)| Traced { declared, item };
    let trigger = |(declared, item): (usize, Trigger)| Traced { declared, item };
    let views = found.views.into_iter().enumerate().map(view);
    let triggers = found.triggers.into_iter().enumerate().map(trigger);
    Shape {
        tables: tables.collect(),
        views: Arc::new(views.collect()),
        triggers: Arc::new(triggers.collect()),
        ..Shape::default()
    }
}

fn differences(part: &str, instead: &str) -> Vec<String> {
    assert_eq!(DECLARED.matches(part).count(), 1, "{part}");
    let found = introspect(&file(&DECLARED.replace(part, instead))).unwrap();
    let differences = compare(&declared(), &found);
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn each_defect_is_caught() {
    let missed = DEFECTS
        .iter()
        .filter(|(_, part, instead)| differences(part, instead).is_empty());
    let missed: Vec<&str> = missed.map(|(name, ..)| *name).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn other_spellings_are_no_defect() {
    let wolves = EQUIVALENT
        .iter()
        .map(|(name, part, instead)| (name, differences(part, instead)));
    let wolves: Vec<_> = wolves
        .filter(|(_, differences)| !differences.is_empty())
        .collect();
    assert!(wolves.is_empty(), "{wolves:#?}");
    assert_eq!(differences("CREATE VIEW", "CREATE VIEW"), [""; 0]);
}
