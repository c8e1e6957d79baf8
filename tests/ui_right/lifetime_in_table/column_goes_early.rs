rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:053ced4cd9d21292";
            /// Pages.
            version 2 sealed "2:d89d70fd659e2d12";
            /// Covers.
            version 3 compatible;
        }
        table book since 2 { title: String }
    }
}

fn main() {}
