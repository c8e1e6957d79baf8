rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "78d1f621a3579c09";
            /// Pages.
            version 2;
        }
        table book { id: i64 primary key, title: String = "" since 2 }
    }
}

fn main() {}
