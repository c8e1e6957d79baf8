rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { pages: i64, title: String = "" since 2 }
    }
}

fn main() {}
