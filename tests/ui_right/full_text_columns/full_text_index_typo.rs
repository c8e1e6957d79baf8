rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, title: String }
        virtual table search using "fts5(title, content=book, content_rowid=id)";
    }
}

fn main() {}
