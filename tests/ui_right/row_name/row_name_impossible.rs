rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table "2nd hand" as SecondHand { title: String }
    }
}

fn main() {}
