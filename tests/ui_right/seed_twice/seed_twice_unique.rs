rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String unique, pages: i64 }
        seed book { title: "Emma", pages: 1 }
        seed book { title: "Persuasion", pages: 2 }
    }
}

fn main() {}
