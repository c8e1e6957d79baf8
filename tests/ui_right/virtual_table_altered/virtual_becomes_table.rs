use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:2109c82c477c27aa";
            /// Nobody searches.
            version 2 sealed "2:4877eb30af227725";
            /// The notes move.
            version 3 sealed "2:c1245a810f2814b7" { sql "INSERT INTO note_2 (id, body) SELECT rowid, body FROM note"; }
            /// The index goes.
            version 4;
        }
        virtual table note until 4 using "fts4(body)";
        table note_2 as Note since 2 { id: i64 primary key, body: String }
    }
}

fn main() {}
