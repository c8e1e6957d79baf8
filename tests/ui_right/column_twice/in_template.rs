rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const KINDS: Kind = [book, film];
        table my_{kind} for kind in KINDS as Item { title: String }
    }
}

fn main() {}
