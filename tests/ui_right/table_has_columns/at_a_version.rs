rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:af116b1b5c50e88c";
            /// Pages.
            version 2;
        }
        table book { id: i64 primary key, title: String = "" since 2 }
    }
}

fn main() {}
