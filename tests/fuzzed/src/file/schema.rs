//! A schema with something of everything that a run does to files.

use rusqlite_schema::schema;

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        journal schema_history;

        history {
            /// Files of the program's first releases.
            legacy {
                rename memo => note;
                drop index memo_by_text;
                drop table scratch;
            }
            /// Notes.
            version 1 sealed "2:2f1264565a98b06b";
            /// Notes are trimmed, and tags are never absent.
            version 2 sealed "2:8405ba3935b9d9c7" {
                rename note.body => text;
                sql "UPDATE note SET text = trim(text)";
            }
            /// Words are pinned, and found by their text.
            version 3;
        }

        table note as Note {
            id: i64 primary key autoincrement,
            text: String,
            stars: i64 = 0 since 3 check "stars >= 0",

            index note_by_text (text collate nocase),
            index note_starred (stars) where "stars > 0" since 3,
        }
        table tag as Tag {
            note_id: i64 references note(id) on delete cascade,
            name: Option<String> until 2,
            name: String = "" since 2 from "coalesce(name, '')",
        }
        table word as Word without rowid {
            word: String primary key,
            pinned: bool = false since 3,
        }
        table rumour as Rumour until 3 { heard: String }

        virtual table note_text using "fts5(text, content=note, content_rowid=id)" since 3;
        view texts "SELECT text FROM note";
        trigger tagged after insert on tag "UPDATE note SET text = text || '.' WHERE id = new.note_id";
        seed word { word: "hello" }
    }
}
