rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2;
        }
        table book since 2 { title: String }
        view titles "SELECT title FROM book";
    }
}

fn main() {}
