rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "8216fba0267efdf7";
            /// Pages.
            version 2 { rename books => book; rename book.name => title; }
        }
        table book { title: String }
    }
}

fn main() {}
