rusqlite_schema::schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "c2d8af4f082a4bf9";
            /// By the stems of words, too.
            version 2 sealed "5bff266ddcec0e65";
            /// The notes move.
            version 3 { sql "INSERT INTO stems (rowid, body) SELECT rowid, body FROM search"; }
        }
        virtual table search using "fts5(body)";
        virtual table stems since 2 using "fts5(body, tokenize = 'porter')";
    }
}

fn main() {}
