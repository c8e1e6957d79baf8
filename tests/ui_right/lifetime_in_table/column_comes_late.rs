rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 sealed "2:c9f828c7ec31d64f";
            /// Covers.
            version 3 compatible;
        }
        table book until 2 { title: String }
    }
}

fn main() {}
