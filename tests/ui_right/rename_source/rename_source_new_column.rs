rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:9134c458f0810626";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { pages: i64, title: String }
    }
}

fn main() {}
