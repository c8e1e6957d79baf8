rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// A view of its own.
            version 2 { sql "CREATE VIEW old AS SELECT titel FROM book"; }
            /// Titles are called names.
            version 3 { rename book.title => name; }
        }
        table book { name: String }
    }
}

fn main() {}
