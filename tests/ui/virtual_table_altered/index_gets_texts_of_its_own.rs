use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "";
            /// The index has the texts itself.
            version 2;
        }
        table note as Note { id: i64 primary key, "odd body" as body: String }
        virtual table search until 2 using "fts5(\"odd body\", content=note, content_rowid=id)";
        virtual table search since 2 using "fts5(\"odd body\")";
    }
}

fn main() {}
