use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:83a3dc0c1aecfd1c";
            /// And by their beginnings.
            version 2;
        }
        virtual table search until 2 using "fts5(body, content = '')";
        virtual table search_2 since 2 using "fts5(body, content = '', prefix = '2')";
    }
}

fn main() {}
