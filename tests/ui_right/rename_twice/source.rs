rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "a054279b47ac0148";
            /// Pages.
            version 2 { rename books => book; }
        }
        table book { title: String }
        table volume { title: String }
    }
}

fn main() {}
