rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:dcd0e69b9063400a";
            /// Pages.
            version 2 { rename books => book; }
        }
        table book { title: String }
    }
}

fn main() {}
