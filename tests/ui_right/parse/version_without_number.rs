rusqlite_schema::schema! { pub schema books in "books.db" {
    history {
        /// Books.
        version 1 sealed "2:59dbb392b877de06";
        /// Pages.
        version 2 compatible;
    }
    table book { title: String, price: f64 }
}}

fn main() {
    let read = |book: books::Book| -> (String, f64) { (book.title, book.price) };
    let _ = read;
}
