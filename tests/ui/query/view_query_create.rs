rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        view titles "CREATE VIEW titles AS SELECT title FROM book";
    }
}

fn main() {}
