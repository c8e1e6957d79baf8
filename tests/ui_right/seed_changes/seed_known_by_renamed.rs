rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Shelves.
            version 1 sealed "2:641876e99da9832f";
            /// Windows.
            version 2 { rename shelf.code => mark; sql "UPDATE shelf SET id = 2, name = 'window' WHERE mark = 'a' AND id IS 1 AND name IS 'front'"; }
        }
        table shelf { id: i64 primary key, mark: String unique, name: String, n: i64 = 1 }
        seed shelf until 2 { id: 1, code: "a", name: "front" }
        seed shelf since 2 { id: 2, mark: "a", name: "window" }
    }
}

fn main() {}
