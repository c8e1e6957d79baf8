use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:d48ad9d50ef8f124";
            /// And by their beginnings.
            version 2;
        }
        table note as Note { id: i64 primary key, body: String }
        virtual table search until 2 using "fts5(body, content = '')";
        virtual table search since 2 using "fts5(body, content = '', prefix = '2')" from "SELECT id, body FROM note";
    }
}

fn main() {}
