rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "dda2c0839a451cd2";
            /// A view of its own.
            version 2 sealed "14c9a9632c25b727";
            /// Titles are called names.
            version 3 { rename book.title => name; }
        }
        table book { name: String }
        view old "SELECT name FROM book" since 2;
    }
}

fn main() {}
