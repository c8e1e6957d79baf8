rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:646c7a2fc1cb4406";
            /// Pages.
            version 2 { rename author => writer; }
        }
        table writer { id: i64 primary key }
        table book { author_id: i64 references writer(id) }
    }
}

fn main() {}
