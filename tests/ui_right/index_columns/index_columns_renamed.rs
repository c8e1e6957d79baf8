rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:26c5524daef5efc2";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String, index by_name (title) }
    }
}

fn main() {}
