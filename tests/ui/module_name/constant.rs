rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const TABLES: Table = [book, film];
        table book { title: String }
    }
}

fn main() {}
