use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "";
            /// Notes can be searched.
            version 2;
        }
        table note as Note { id: i64 primary key, body: String }
        virtual table search since 2 using "fts5(body)" from "SELECT id, body FROM note";
    }
}

fn main() {}
