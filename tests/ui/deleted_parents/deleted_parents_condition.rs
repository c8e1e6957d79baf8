rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// No tests.
            version 2 { sql "DELETE FROM author WHERE name = 'test'"; }
        }
        table author { id: i64 primary key, name: String }
        table book { by: i64 references author(id) }
    }
}
fn main() {}
