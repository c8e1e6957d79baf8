use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "c2d8af4f082a4bf9";
            /// Notes are a table.
            version 2 sealed "55189cdd9eba36e5";
            /// The notes move.
            version 3 sealed "29e568aaf805382d" { sql "INSERT INTO note (id, body) SELECT rowid, body FROM search"; }
            /// The old index goes.
            version 4;
        }
        table note as Note since 2 { id: i64 primary key, body: String }
        virtual table search until 4 using "fts5(body)";
        virtual table search_2 since 2 using "fts5(body, content=note, content_rowid=id)";
    }
}

fn main() {}
