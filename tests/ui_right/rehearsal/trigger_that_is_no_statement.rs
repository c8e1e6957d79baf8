rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        trigger log after insert on book "DELETE FROM book WHERE title = ''";
    }
}

fn main() {}
