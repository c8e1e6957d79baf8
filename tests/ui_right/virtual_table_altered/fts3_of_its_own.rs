use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:8d5697a5aae5cc69";
            /// And by year.
            version 2 sealed "2:49095f0117658244";
            /// The notes move.
            version 3 { sql "INSERT INTO search_2 (rowid, body) SELECT rowid, body FROM search"; }
        }
        table note as Note { id: i64 primary key, body: String }
        virtual table search using "fts3(body, content=note)";
        virtual table search_2 since 2 using "fts3(body, year, content=note)";
    }
}

fn main() {}
