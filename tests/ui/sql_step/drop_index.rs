rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Books are sorted no more.
            version 2 { sql "DROP INDEX by_title"; }
        }
        table book { title: String, index by_title (title) }
    }
}

fn main() {}
