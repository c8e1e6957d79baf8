rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Titles are sorted.
            version 2 sealed "ef45f30f077988e8";
            /// The index is declared, too.
            version 3;
        }
        table book { title: String, index by_size ("length(title)") since 2, index by_title (title) since 3 }
    }
}

fn main() {}
