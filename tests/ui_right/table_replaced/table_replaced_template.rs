rusqlite_schema::schema! {
    pub schema books in "books.db" {
        const KINDS: Kind = [novel, poem];
        history {
            /// Books.
            version 1 sealed "2:6089adf5c286f65e";
            /// Books have pages.
            version 2;
        }
        table my_{kind} for kind in KINDS as Book { title: String, index i_{kind} (title) since 2 }
    }
}

fn main() {}
