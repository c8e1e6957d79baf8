rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:3732b6fe23c4cc97";
            /// Pages.
            version 2 { sql "DELETE FROM book; UPDATE book SET title = trim(title) WHERE trim(title) NOT IN (SELECT title FROM book)"; }
        }
        table book { title: String unique }
    }
}

fn main() {}
