rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:adcd1f4708cf57e9";
            /// Pages.
            version 2;
        }
        table book until 2 { title: String }
        view titles "SELECT title FROM book" until 2;
    }
}

fn main() {}
