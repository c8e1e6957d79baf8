rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { state: State as TEXT = "1" }
    }
}

type State = String;
fn main() {}
