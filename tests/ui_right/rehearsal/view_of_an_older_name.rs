rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "9e010551a52fb44d";
            /// Titles.
            version 2 { rename book.name => title; }
        }
        table book { title: String }
        view title "SELECT title AS title FROM book";
        view first "SELECT max(title) FROM title";
    }
}

fn main() {}
