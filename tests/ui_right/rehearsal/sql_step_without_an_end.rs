rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Forever.
            version 2 { sql "INSERT INTO book WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT n FROM t WHERE n > 1"; }
        }
        table book { title: String }
    }
}

fn main() {}
