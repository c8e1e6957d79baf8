rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:c4d9905be73273bd";
            /// Books have authors.
            version 2 { sql "INSERT INTO author (id) VALUES (1000)"; sql "UPDATE book SET author_id = 1000"; }
        }
        table author { id: i64 primary key }
        table book { title: String, author_id: Option<i64> references author(id) since 2 }
    }
}

fn main() {}
