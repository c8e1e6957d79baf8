rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { state: String = "draft" check "state IN ('draft', 'done')" }
    }
}

fn main() {}
