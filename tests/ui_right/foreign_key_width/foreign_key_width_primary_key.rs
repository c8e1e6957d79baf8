rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table shelf { room: i64, row: i64, primary key (room, row) }
        table book { room: i64, row: i64, foreign key (room, row) references shelf }
    }
}

fn main() {}
