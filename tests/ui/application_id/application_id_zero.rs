rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        application_id 0;
        table book { title: String }
    }
}

fn main() {}
