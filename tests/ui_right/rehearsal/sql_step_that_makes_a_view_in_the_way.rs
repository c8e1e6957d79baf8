rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "b37bc7839899fc08";
            /// A view of its own.
            version 2 sealed "ebdd7cb355b56b8d";
            /// Nobody counts pages.
            version 3;
        }
        table book { title: String, pages: i64 until 3 }
        view long "SELECT pages FROM book" since 2 until 3;
    }
}

fn main() {}
