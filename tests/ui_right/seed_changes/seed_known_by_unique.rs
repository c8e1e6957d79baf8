rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Shelves.
            version 1 sealed "2:72559be111d3bd2a";
            /// Windows.
            version 2 { sql "UPDATE shelf SET name = 'window' WHERE code = 'a' AND name IS 'front'"; }
        }
        table shelf { id: i64 primary key, code: String unique, name: String }
        seed shelf until 2 { code: "a", name: "front" }
        seed shelf since 2 { code: "a", name: "window" }
    }
}

fn main() {}
