rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        trigger log after insert on book "UPDATE book SET title = 1";
    }
}

fn main() {}
