rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:bb5bbd58f22c26f0";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String, size: i64 since 2 from "length(title)" }
    }
}

fn main() {}
