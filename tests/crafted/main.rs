//! Files that no SQLite has written: damaged at random, and with a schema that makes no sense.
//!
//! Whatever they hold, a run ends with a current file or with an error and the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod bytes;
mod schemas;
#[path = "../support/mod.rs"]
mod support;
mod wide;

use rusqlite_schema::{Error, Options, schema};
use support::{Folder, stamp};

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:1089de4469c7ba35";
            /// Notes are trimmed, and tags are short.
            version 2 sealed "2:b3c25349b9bd24d1" {
                rename note.body => text;
                sql "UPDATE note SET text = trim(text)";
            }
            /// Words are pinned.
            version 3;
        }

        table note as Note {
            id: i64 primary key,
            text: String,

            index note_by_text (text),
        }
        table tag as Tag {
            note_id: i64 references note(id),
            name: Option<String> until 2,
            name: String = "" since 2 from "coalesce(name, '')",
        }
        table word as Word {
            word: String,
            pinned: bool = false since 3,
        }
        view texts "SELECT text FROM note";
        trigger tagged after insert on tag "UPDATE note SET text = text || '.' WHERE id = new.note_id";
    }
}

/// A file of version 1 with some rows.
fn old() -> Folder {
    let folder = Folder::new();
    let connection = folder.connect();
    notes::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "INSERT INTO note VALUES (1, ' one'), (2, ' two');
            INSERT INTO tag VALUES (1, 'a'), (2, NULL); INSERT INTO word VALUES ('w')",
        )
        .unwrap();
    folder
}

/// Opens the file: it is then at the newest version, or it is as it was.
#[track_caller]
fn opened(folder: &Folder, what: &str) -> Option<Error> {
    let bytes = folder.snapshot();
    let options = Options::default().carry_undeclared(true);
    match notes::open_with(folder.file(), &options) {
        Ok((connection, _)) => {
            assert_eq!(stamp(&connection), notes::VERSION, "{what}");
            None
        }
        Err(error) => {
            bytes.assert_unchanged(folder.path());
            let said = error.to_string();
            assert!(said.contains("nothing was changed"), "{what}: {said}");
            Some(error)
        }
    }
}
