rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:90b08ec9251302b5";
            /// No tests.
            version 2 { sql "DELETE FROM author WHERE name = 'test'"; sql "DELETE FROM book WHERE by NOT IN (SELECT id FROM author)"; }
        }
        table author { id: i64 primary key, name: String }
        table book { by: i64 references author(id) }
    }
}
fn main() {}
