rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "f085dd4ef5fca33f";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String, index by_name (title) }
    }
}

fn main() {}
