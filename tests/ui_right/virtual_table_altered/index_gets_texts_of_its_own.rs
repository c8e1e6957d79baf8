use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:754efa8c1fefc6e2";
            /// The index has the texts itself.
            version 2 sealed "2:8216953b919d4489";
            /// The texts move.
            version 3 sealed "2:673cc6bf95e8c58d" { sql "INSERT INTO search_2 (rowid, \"odd body\") SELECT rowid, \"odd body\" FROM search"; }
            /// The old index goes.
            version 4;
        }
        table note as Note { id: i64 primary key, "odd body" as body: String }
        virtual table search until 4 using "fts5(\"odd body\", content=note, content_rowid=id)";
        virtual table search_2 since 2 using "fts5(\"odd body\")";
    }
}

fn main() {}
