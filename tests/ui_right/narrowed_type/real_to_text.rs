rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "52db77ab9bd55d15";
            /// Pages.
            version 2;
        }
        table book { price: f64 until 2, price: String since 2 from "CAST(price AS TEXT)" }
    }
}

fn main() {}
