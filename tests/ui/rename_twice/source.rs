rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Pages.
            version 2 { rename books => book; rename books => volume; }
        }
        table book { title: String }
        table volume { title: String }
    }
}

fn main() {}
