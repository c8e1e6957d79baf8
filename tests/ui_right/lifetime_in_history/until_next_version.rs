rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:4db4f14388e977af";
            /// No films.
            version 2;
        }
        table book { title: String }
        table film until 2 { title: String }
    }
}

fn main() {}
