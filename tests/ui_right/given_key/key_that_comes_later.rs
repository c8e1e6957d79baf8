rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books, and their lengths.
            version 1 sealed "2:e1a5690aeafdad5a";
            /// It is known whose they are.
            version 2 { sql "DELETE FROM length WHERE rowid NOT IN (SELECT id FROM book)"; }
        }
        table book { id: i64 primary key }
        table length {
            pages: i64,
            book_id: i64 since 2 from "rowid" primary key references book(id),
        }
    }
}

fn main() {}
