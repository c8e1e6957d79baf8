//! A schema with one of everything that an old SQLite might not have.

/// The first release.
pub mod early {
    use rusqlite_schema::schema;

    schema! {
        /// Notes.
        pub schema notes in "notes.db" {
            history {
                /// Notes, and a mark for those that are long.
                version 1;
            }
            table note as Note {
                id: i64 primary key,
                body: String,
                changes: i64 = 0,
            }
            view long_note "SELECT id FROM note WHERE length(body) > 100";
            trigger note_changed after update of body on note
                "UPDATE note SET changes = changes + 1 WHERE id = new.id;";
        }
    }
}

rusqlite_schema::schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes, and a mark for those that are long.
            version 1 sealed "2:53e4384f1c592360";
            /// Notes can be searched.
            version 2 sealed "2:e5fb99ecd9f610c6";
            /// What notes are about, and the words of all.
            version 3 sealed "2:5f10a8e7503b2e11" {
                rename note.body => text;
            }
            /// Notes about tea are marked, as the index has them.
            version 4 {
                sql "UPDATE note SET topic = 'tea' WHERE id IN (SELECT id FROM indexed WHERE text LIKE '%tea%')";
            }
        }
        table note as Note {
            id: i64 primary key,
            text: String,
            changes: i64 = 0,
            topic: String = "" since 3,
            unique (id, topic) since 3,
        }
        view long_note "SELECT id FROM note WHERE length(text) > 100";
        view indexed since 2 "SELECT rowid AS id, text FROM note_fts";
        view tea since 2 "SELECT rowid FROM note_fts WHERE note_fts MATCH 'tea'";
        trigger note_changed after update of text on note
            "UPDATE note SET changes = changes + 1 WHERE id = new.id;";
        virtual table note_fts using "fts5(text, content=note, content_rowid=id)" since 2;
        trigger note_fts_insert after insert on note since 2
            "INSERT INTO note_fts (rowid, text) VALUES (new.id, new.text);";
        trigger note_fts_delete after delete on note since 2
            "INSERT INTO note_fts (note_fts, rowid, text) VALUES ('delete', old.id, old.text);";
        virtual table word using "fts5vocab(note_fts, row)" since 3;
        virtual table area using "rtree(id, x0, x1)" since 3;
        seed note { id: 1, text: "Welcome" }
    }
}
