rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { cover: Vec<u8> = b"none" }
    }
}

fn main() {}
