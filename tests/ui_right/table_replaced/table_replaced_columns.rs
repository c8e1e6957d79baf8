rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:8f552ad9a368bd84";
            /// Books have pages.
            version 2;
        }
        table book {
            title: String, isbn: i64 until 2, isbn: String since 2 from "printf('%d', isbn)",
            pages: i64 = 0 since 2,
        }
    }
}

fn main() {}
