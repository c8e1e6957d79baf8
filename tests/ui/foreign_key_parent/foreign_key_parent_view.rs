rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        view author "SELECT 1 AS id";
        table book { author_id: i64 references author(id) }
    }
}

fn main() {}
