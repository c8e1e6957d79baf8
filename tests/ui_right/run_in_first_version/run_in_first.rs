rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 compatible;
        }
        table book { title: String }
    }
}
fn main() {}
