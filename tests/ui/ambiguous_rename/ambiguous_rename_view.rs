rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String }
        table film { title: String }
        view both "SELECT title FROM book, film";
    }
}

fn main() {}
