rusqlite_schema::schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:f9182449c1239877";
        }
        virtual table search using "fts5(body, tokenize = 'porter')";
    }
}

fn main() {}
