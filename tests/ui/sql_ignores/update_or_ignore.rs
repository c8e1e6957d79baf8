rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { sql "DELETE FROM book; UPDATE OR IGNORE book SET title = trim(title)"; }
        }
        table book { title: String unique }
    }
}

fn main() {}
