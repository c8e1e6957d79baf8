rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const KINDS: Kind = [paper, "8mm" as Film];
        table book { title: String }
    }
}

fn main() {}
