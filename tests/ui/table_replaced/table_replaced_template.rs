rusqlite_schema::schema! {
    pub schema books in "books.db" {
        const KINDS: Kind = [novel, poem];
        history {
            /// Books.
            version 1;
            /// Books have pages.
            version 2;
        }
        table my_{kind} for kind in KINDS as OldBook until 2 { title: String }
        table my_{kind} for kind in KINDS as Book since 2 { title: String, index i_{kind} (title) }
    }
}

fn main() {}
