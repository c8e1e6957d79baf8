rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table shelf { room: i64, row: i64, primary key (room, row) }
        table book { shelf: i64 references shelf }
    }
}

fn main() {}
