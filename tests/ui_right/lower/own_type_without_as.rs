rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String, state: State as TEXT, price: f64 }
    }
}

type State = String;
fn main() {}
