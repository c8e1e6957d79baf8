rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Books have a slug.
            version 2;
        }
        table book { title: String, slug: String = "" since 2, index by_slug (slug) since 2 }
    }
}

fn main() {}
