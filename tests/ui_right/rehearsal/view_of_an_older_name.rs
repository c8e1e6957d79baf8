rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:d4407a4b5e2900d0";
            /// Titles.
            version 2 { rename book.name => title; }
        }
        table book { title: String }
        view title "SELECT title AS title FROM book";
        view first "SELECT max(title) FROM title";
    }
}

fn main() {}
