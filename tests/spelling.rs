//! One shape in many spellings: what people and tools have written into files over the years.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Error, Outcome, schema};
use support::{Folder, number};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes have a body.
            version 1 sealed "2:b08513be7c5f9d70";
            /// Notes can be pinned.
            version 2;
        }

        table note as Note {
            id: i64 primary key,
            body: String = "it's",
            state: String = "open" check "state IN ('open', 'shut')",
            price: f64 as "DECIMAL(10,2)" = -1,
            loud: bool = false,
            twice: i64 generated "length(body) * 2",
            pinned: bool = false since 2,

            index idx_note_open (body desc) where "state = 'open' AND body != ''",
            unique index idx_note_lower ("lower(body)", id),
        }
        table tag as Tag {
            note_id: i64 references note(id) on delete cascade,
            name: String collate nocase,

            primary key (note_id, name),
        }
    }
}

const SPELLINGS: [(&str, &str); 3] = [
    (
        "create table if not exists [note] (`id` integer primary key /* the key */, 'body' text default 'it''s' not null,
            state TEXT NOT NULL DEFAULT \"open\" CONSTRAINT known CHECK ((state in (\"open\", \"shut\"))),
            price decimal ( 10, 2 ) NOT NULL DEFAULT (-1), -- in euros, (net
            loud INTEGER NOT NULL DEFAULT FALSE, twice INTEGER NOT NULL AS (LENGTH(body)*2) VIRTUAL);
         CREATE INDEX IDX_NOTE_OPEN ON \"note\" (\"body\" DESC) WHERE (state == \"open\" and body <> '');
         CREATE UNIQUE INDEX idx_note_lower ON note (LOWER(\"body\"), id ASC);",
        "CREATE TABLE TAG (note_id INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE,
            CONSTRAINT pk PRIMARY KEY (note_id, name), FOREIGN KEY (note_id) REFERENCES note ON UPDATE NO ACTION ON DELETE CASCADE NOT DEFERRABLE)",
    ),
    (
        "CREATE TABLE note(id INTEGER PRIMARY KEY ASC NOT NULL, body TEXT NOT NULL DEFAULT ('it''s'));
         ALTER TABLE note ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK(state IN('open','shut'));
         ALTER TABLE note ADD COLUMN loud INTEGER NOT NULL DEFAULT 0;
         ALTER TABLE note ADD COLUMN price DECIMAL(10,2) NOT NULL DEFAULT -1;
         ALTER TABLE note ADD COLUMN twice INTEGER NOT NULL GENERATED ALWAYS AS (length(body) * 2);
         CREATE INDEX idx_note_open ON note(body COLLATE BINARY DESC) WHERE state='open' AND body!='';
         CREATE UNIQUE INDEX idx_note_lower ON note(lower(body), id);",
        "CREATE TABLE tag(name TEXT COLLATE nocase NOT NULL, note_id INTEGER NOT NULL REFERENCES \"note\"(\"id\") ON DELETE CASCADE, PRIMARY KEY (note_id, name))",
    ),
    (
        "CREATE TABLE NOTE(ID INTEGER PRIMARY KEY, BODY TEXT NOT NULL DEFAULT 'it''s', STATE TEXT NOT NULL DEFAULT 'open',
            PRICE DECIMAL(10,2) NOT NULL DEFAULT - 1, LOUD INTEGER NOT NULL DEFAULT +0,
            TWICE INTEGER NOT NULL GENERATED ALWAYS AS (length(BODY) * 2) VIRTUAL, CHECK (STATE IN ('open', 'shut')));
         CREATE INDEX idx_note_open ON NOTE(BODY DESC) WHERE STATE = 'open' AND BODY != '';
         CREATE UNIQUE INDEX idx_note_lower ON NOTE(lower(BODY), ID);",
        "CREATE TABLE tag(note_id INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE, PRIMARY KEY (\"note_id\", [name]) FOREIGN KEY (note_id) REFERENCES NOTE(ID) ON DELETE CASCADE MATCH SIMPLE)",
    ),
];

#[test]
fn spelling_does_not_count() {
    for (number_of, (note, tag)) in SPELLINGS.into_iter().enumerate() {
        for stamped in [0, 1] {
            let folder = Folder::new();
            let conn = folder.connect();
            conn.execute_batch(note).unwrap();
            conn.execute_batch(tag).unwrap();
            conn.execute_batch(&format!(
                "INSERT INTO note (id, body) VALUES (1, 'x'); INSERT INTO tag (note_id, name) VALUES (1, 'a'); PRAGMA user_version = {stamped}"
            ))
            .unwrap();
            let report = notes::migrate(&conn).unwrap_or_else(|it| panic!("{number_of}: {it}"));
            let adopted = Outcome::Adopted { from: Some(1) };
            assert!(
                [adopted, Outcome::Upgraded { from: 1 }].contains(&report.outcome),
                "{number_of}: {report}"
            );
            assert_eq!(
                number(
                    &conn,
                    "SELECT count(*) FROM tag JOIN note ON note.id = tag.note_id"
                ),
                1
            );
            assert_eq!(notes::migrate(&conn).unwrap().warnings, []);
        }
    }
}

#[test]
fn meaning_does_count() {
    for (from, to) in [
        ("\"shut\"", "\"body\""),
        ("decimal ( 10, 2 )", "decimal ( 10, 3 )"),
        ("DEFAULT FALSE", "DEFAULT TRUE"),
        ("DEFAULT (-1)", "DEFAULT (1)"),
        ("(\"body\" DESC)", "(\"body\")"),
        ("\"open\" and", "\"state\" and"),
        ("VIRTUAL", "STORED"),
        ("'it''s'", "'its'"),
        ("primary key", "primary key autoincrement"),
        (
            "default 'it''s' not null",
            "default 'it''s' not null on conflict ignore",
        ),
    ] {
        let folder = Folder::new();
        let conn = folder.connect();
        let (note, tag) = SPELLINGS[0];
        assert!(note.contains(from), "{from}");
        conn.execute_batch(&note.replace(from, to)).unwrap();
        conn.execute_batch(tag).unwrap();
        let error = notes::migrate(&conn).unwrap_err();
        assert!(
            matches!(error, Error::CannotAdopt { .. }),
            "{to}: {error:?}"
        );
    }
}
