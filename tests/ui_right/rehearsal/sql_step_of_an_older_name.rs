rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:bb5bbd58f22c26f0";
            /// Titles.
            version 2 {
                rename book.name => title;
                sql "UPDATE book SET title = trim(title)";
            }
        }
        table book { title: String }
    }
}

fn main() {}
