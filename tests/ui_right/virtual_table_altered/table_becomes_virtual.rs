use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "1fe4761b14e4ba1c";
            /// Notes can be searched.
            version 2 sealed "0038284273b3c03b";
            /// The notes move.
            version 3 sealed "f462222d6a3ceed8" { sql "INSERT INTO note_2 (rowid, body) SELECT id, body FROM note"; }
            /// The table goes.
            version 4;
        }
        table note as Note until 4 { id: i64 primary key, body: String }
        virtual table note_2 since 2 using "fts5(body)";
    }
}

fn main() {}
