rusqlite_schema::schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:f9182449c1239877";
            /// By the stems of words, too.
            version 2 sealed "2:70a5447a905a7a56";
            /// The notes move.
            version 3 { sql "INSERT INTO stems (rowid, body) SELECT rowid, body FROM search"; }
        }
        virtual table search using "fts5(body)";
        virtual table stems since 2 using "fts5(body, tokenize = 'porter')";
    }
}

fn main() {}
