rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        extern tokenizer stemmed;
        virtual table search using "fts5(title, tokenize = 'stemmed loud')";
    }
}

fn main() {}
