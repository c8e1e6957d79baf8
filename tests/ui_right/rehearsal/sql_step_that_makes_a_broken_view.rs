rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// A view of its own.
            version 2 sealed "2:296fc770df942313";
            /// Titles are called names.
            version 3 { rename book.title => name; }
        }
        table book { name: String }
        view old "SELECT name FROM book" since 2;
    }
}

fn main() {}
