use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "771bd1d28a18632a";
            /// And by the stems of words.
            version 2 sealed "e9da62997e088a29";
            /// The notes move.
            version 3 sealed "1d1be8a71f9a7570" { sql "INSERT INTO search_2 (rowid, body, title) SELECT rowid, body, title FROM search"; }
            /// The old index goes.
            version 4;
        }
        virtual table search until 4 using "fts5(title, body)";
        virtual table search_2 since 2 using "fts5(body, title UNINDEXED, tokenize = 'porter')";
    }
}

fn main() {}
