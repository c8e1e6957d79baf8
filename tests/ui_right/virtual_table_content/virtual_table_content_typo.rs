rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        virtual table search using "fts5(title, content=book)";
    }
}

fn main() {}
