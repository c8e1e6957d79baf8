use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "";
            /// Nobody searches.
            version 2;
        }
        virtual table note until 2 using "fts4(body)";
        table note as Note since 2 { id: i64 primary key, body: String }
    }
}

fn main() {}
