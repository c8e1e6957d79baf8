rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:e9bb3c7d5193488b";
            /// A view of its own.
            version 2 sealed "2:00839ac50923d77e";
            /// Nobody counts pages.
            version 3;
        }
        table book { title: String, pages: i64 until 3 }
        view long "SELECT pages FROM book" since 2 until 3;
    }
}

fn main() {}
