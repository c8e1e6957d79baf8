rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2e2d053508d1f788";
            /// Pages.
            version 2 { rename author => writer; }
        }
        table writer { id: i64 primary key }
        table book { author_id: i64 references writer(id) }
    }
}

fn main() {}
