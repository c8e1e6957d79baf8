rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:053ced4cd9d21292";
            /// Pages.
            version 2;
        }
        table book since 2 { title: String }
        view titles "SELECT title FROM book" since 2;
    }
}

fn main() {}
