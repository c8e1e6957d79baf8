rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:f08eccc17a2af4fa";
            /// Pages.
            version 2;
        }
        table book { title: String, pages: i64 = 0 until 2 }
    }
}

fn main() {}
