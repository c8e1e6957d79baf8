rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { user_name: String, "user-name" as login: String }
    }
}

fn main() {}
