rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:b569d816f1110ede";
            /// Pages.
            version 2 { sql "DELETE FROM book WHERE author_id NOT IN (SELECT id FROM author)"; }
        }
        table author { id: i64 primary key, name: String }
        table book { author_id: i64, foreign key (author_id) references author(id) since 2 }
    }
}

fn main() {}
