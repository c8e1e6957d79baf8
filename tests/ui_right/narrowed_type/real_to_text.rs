rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:891aeca554cea998";
            /// Pages.
            version 2;
        }
        table book { price: f64 until 2, price: String since 2 from "CAST(price AS TEXT)" }
    }
}

fn main() {}
