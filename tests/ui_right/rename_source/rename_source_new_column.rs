rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "5af54f5e3787b9a8";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { pages: i64, title: String }
    }
}

fn main() {}
