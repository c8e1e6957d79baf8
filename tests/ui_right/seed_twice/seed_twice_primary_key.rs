rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, title: String }
        seed book { id: 1, title: "Emma" }
        seed book { id: 2, title: "Persuasion" }
    }
}

fn main() {}
