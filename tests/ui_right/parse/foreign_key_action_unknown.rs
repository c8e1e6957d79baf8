rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, title: String, price: f64, next: Option<i64> references book on delete set null }
    }
}

fn main() {
    let read = |book: books::Book| -> (String, f64) { (book.title, book.price) };
    let _ = read;
}
