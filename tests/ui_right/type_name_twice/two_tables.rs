rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book_shelf { title: String }
        table "book-shelf" as OtherShelf { title: String }
    }
}

fn main() {}
