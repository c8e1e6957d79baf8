rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// Books have a slug.
            version 2;
        }
        table book { title: String, slug: String = "" since 2, index by_slug (slug) since 2 }
    }
}

fn main() {}
