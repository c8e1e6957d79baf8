rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:dcd0e69b9063400a";
            /// Pages.
            version 2 { rename books => book; }
        }
        table books as Volume since 2 { pages: i64 }
        table book { title: String }
    }
}

fn main() {}
