rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:d451e0e90856dfdd";
            /// Pages.
            version 2 { sql "DELETE FROM author"; sql "DELETE FROM book"; }
        }
        table author { name: String, unique (name) since 2 }
        table book { author: String, foreign key (author) references author(name) since 2 }
    }
}

fn main() {}
