rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles.
            version 2 {
                rename book.name => title;
                sql "UPDATE book SET name = trim(name)";
            }
        }
        table book { title: String }
    }
}

fn main() {}
