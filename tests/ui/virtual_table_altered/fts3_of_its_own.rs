use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "";
            /// And by year.
            version 2;
        }
        table note as Note { id: i64 primary key, body: String }
        virtual table search until 2 using "fts3(body, content=note)";
        virtual table search since 2 using "fts3(body, year, content=note)";
    }
}

fn main() {}
