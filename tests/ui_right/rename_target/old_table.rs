rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:b856709adf784a75";
            /// Pages.
            version 2 { rename books => book; rename book.name => title; }
        }
        table book { title: String }
    }
}

fn main() {}
