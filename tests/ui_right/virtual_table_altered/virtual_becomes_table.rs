use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "eaca532d8e82db27";
            /// Nobody searches.
            version 2 sealed "33d1cd23fbb40b34";
            /// The notes move.
            version 3 sealed "34082ece61b8d0b8" { sql "INSERT INTO note_2 (id, body) SELECT rowid, body FROM note"; }
            /// The index goes.
            version 4;
        }
        virtual table note until 4 using "fts4(body)";
        table note_2 as Note since 2 { id: i64 primary key, body: String }
    }
}

fn main() {}
