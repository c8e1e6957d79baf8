rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { drop table books; }
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
