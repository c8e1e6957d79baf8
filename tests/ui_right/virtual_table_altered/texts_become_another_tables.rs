use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:f9182449c1239877";
            /// Notes are a table.
            version 2 sealed "2:69bebaea5228a2d6";
            /// The notes move.
            version 3 sealed "2:b701945da5747c2c" { sql "INSERT INTO note (id, body) SELECT rowid, body FROM search"; }
            /// The old index goes.
            version 4;
        }
        table note as Note since 2 { id: i64 primary key, body: String }
        virtual table search until 4 using "fts5(body)";
        virtual table search_2 since 2 using "fts5(body, content=note, content_rowid=id)";
    }
}

fn main() {}
