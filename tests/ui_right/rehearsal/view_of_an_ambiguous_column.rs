rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { id: i64 primary key, author: i64 }
        table author { id: i64 primary key }
        view books "SELECT book.id FROM book JOIN author ON author.id = book.author";
    }
}

fn main() {}
