rusqlite_schema::schema! { pub schema books in "books.db" {
    history {
        /// Books.
        version 1 sealed "2:3c932fa9348d4575";
        /// Pages.
        version 2 { rename books => book; }
    }
    table book { title: String, price: f64 }
}}

fn main() {
    let read = |book: books::Book| -> (String, f64) { (book.title, book.price) };
    let _ = read;
}
