rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Titles are sorted.
            version 2 sealed "2:03ec1121bae7f4d4";
            /// The index is declared, too.
            version 3;
        }
        table book { title: String, index by_size ("length(title)") since 2, index by_title (title) since 3 }
    }
}

fn main() {}
