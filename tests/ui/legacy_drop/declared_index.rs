rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { drop index by_title; }
            /// Books.
            version 1;
        }
        table book { title: String, index by_title (title) }
    }
}

fn main() {}
