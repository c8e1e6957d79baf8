rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Pages.
            version 2 sealed "a0a3ea34d91c4cc6";
            /// Covers.
            version 3 sealed "77e143a45078353b";
            /// Titles have a default.
            version 4;
        }
        table book {
            title: String until 4,
            title: String = "" since 4,
            pages: i64 = 0 since 2, covers: i64 = 0 since 3,
        }
    }
}

fn main() {}
