rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        view book "SELECT 1 AS title";
        seed book { title: "Emma" }
    }
}

fn main() {}
