rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, pages: i64 }
        seed book { title: "Emma", pages: 474 }
    }
}

fn main() {}
