rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        application_id 0x57415645;
        table book { title: String }
    }
}

fn main() {}
