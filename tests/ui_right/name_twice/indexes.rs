rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, index by_title (title) }
        table film { title: String, index by_film_title (title) }
    }
}

fn main() {}
