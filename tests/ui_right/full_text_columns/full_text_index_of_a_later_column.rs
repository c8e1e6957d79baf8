rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:7fd23208bffa1cfa";
            /// Searching.
            version 2;
        }
        table book { id: i64 primary key, title: String, pages: i64 = 0 since 2 }
        virtual table search using "fts5(title, pages, content=book, content_rowid=id)" since 2;
    }
}

fn main() {}
