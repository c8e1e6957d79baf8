rusqlite_schema::schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "c2d8af4f082a4bf9";
        }
        virtual table search using "fts5(body, tokenize = 'porter')";
    }
}

fn main() {}
