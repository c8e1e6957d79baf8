rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:5b552f5101e38394";
            /// Pages.
            version 2 { rename writer => author; }
        }
        table author { id: i64 primary key, name: String }
        table book { author_id: i64 references author(id) }
    }
}

fn main() {}
