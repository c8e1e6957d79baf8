rusqlite_schema::schema! { pub schema books in "books.db" {
    history {
        /// Books.
        version 1 sealed "239c3e98ff7e9183";
        /// Pages.
        version 2;
    }
    table book { title: String, price: f64 }
}}

fn main() {
    let read = |book: books::Book| -> (String, f64) { (book.title, book.price) };
    let _ = read;
}
