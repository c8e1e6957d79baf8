use rusqlite_schema::schema;

schema! {
    pub schema notes in "notes.db" {
        history {
            /// Notes can be searched.
            version 1 sealed "2:ad5b46cc4311afad";
            /// And by the stems of words.
            version 2 sealed "2:fe8080a63176f61a";
            /// The notes move.
            version 3 sealed "2:aa38145acd09b96a" { sql "INSERT INTO search_2 (rowid, body, title) SELECT rowid, body, title FROM search"; }
            /// The old index goes.
            version 4;
        }
        virtual table search until 4 using "fts5(title, body)";
        virtual table search_2 since 2 using "fts5(body, title UNINDEXED, tokenize = 'porter')";
    }
}

fn main() {}
