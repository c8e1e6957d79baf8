rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:93d402207c102f2f";
            /// Pages.
            version 2 { sql "DELETE FROM book"; }
        }
        table author since 2 { id: i64 primary key }
        table book { author_id: i64, foreign key (author_id) references author(id) since 2 }
    }
}

fn main() {}
