use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:5623eb15cdde069a";
            /// Notes can be searched.
            version 2 sealed "2:14de464f27222c2c";
            /// The notes move.
            version 3 sealed "2:817e4de517ac32d7" { sql "INSERT INTO note_2 (rowid, body) SELECT id, body FROM note"; }
            /// The table goes.
            version 4;
        }
        table note as Note until 4 { id: i64 primary key, body: String }
        virtual table note_2 since 2 using "fts5(body)";
    }
}

fn main() {}
