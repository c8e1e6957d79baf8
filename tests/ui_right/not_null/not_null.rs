rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, price: f64 }
    }
}

fn main() {
    let read = |book: books::Book| -> (String, f64) { (book.title, book.price) };
    let _ = read;
}
