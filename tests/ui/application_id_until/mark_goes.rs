rusqlite_schema::schema! {
    pub schema books in "books.db" {
        application_id 0x424F4F4B until 2;

        history {
            /// Books.
            version 1 sealed "";
            /// Books have pages.
            version 2;
        }
        table book { title: String, pages: i64 = 0 since 2 }
    }
}

fn main() {}
