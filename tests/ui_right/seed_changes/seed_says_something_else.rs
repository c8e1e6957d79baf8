rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Shelves.
            version 1 sealed "2:38a370e8133aa0d5";
            /// Windows.
            version 2 { sql "UPDATE shelf SET name = 'window' WHERE id = 1 AND name IS 'front'"; }
        }
        table shelf { id: i64 primary key, name: String }
        seed shelf until 2 { id: 1, name: "front" }
        seed shelf since 2 { id: 1, name: "window" }
    }
}

fn main() {}
