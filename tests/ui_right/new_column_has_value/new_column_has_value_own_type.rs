rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2;
        }
        table book { title: String, state: State as TEXT = "" since 2 }
    }
}

type State = String;
fn main() {}
