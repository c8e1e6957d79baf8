use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "";
            /// Notes are a table.
            version 2;
        }
        table note as Note since 2 { id: i64 primary key, body: String }
        virtual table search until 2 using "fts5(body)";
        virtual table search since 2 using "fts5(body, content=note, content_rowid=id)";
    }
}

fn main() {}
