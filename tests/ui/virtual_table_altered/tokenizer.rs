use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "";
            /// And by the stems of words.
            version 2;
        }
        virtual table search until 2 using "fts5(title, body)";
        virtual table search since 2 using "fts5(body, title UNINDEXED, tokenize = 'porter')";
    }
}

fn main() {}
