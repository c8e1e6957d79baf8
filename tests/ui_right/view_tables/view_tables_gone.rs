rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "778daa4d4fd60b66";
            /// Pages.
            version 2;
        }
        table book until 2 { title: String }
        view titles "SELECT title FROM book" until 2;
    }
}

fn main() {}
