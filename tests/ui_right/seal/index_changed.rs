rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:8a569187defc6208";
            /// Pages.
            version 2;
        }
        table book {
            title: String,
            index book_title (title) until 2,
            index book_title (title desc) since 2,
        }
    }
}

fn main() {}
