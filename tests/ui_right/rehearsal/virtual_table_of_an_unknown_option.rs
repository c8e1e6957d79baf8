rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        virtual table search using "fts5(body, tokenize=porter)";
    }
}

fn main() {}
