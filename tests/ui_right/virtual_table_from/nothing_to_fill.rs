use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:5623eb15cdde069a";
            /// Notes can be searched.
            version 2 { sql "INSERT INTO search (rowid, body) SELECT id, body FROM note"; }
        }
        table note as Note { id: i64 primary key, body: String }
        virtual table search since 2 using "fts5(body)";
    }
}

fn main() {}
