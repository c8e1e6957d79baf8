rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { version from "SELECT count(*) FROM ledger"; version from "SELECT count(*) FROM other"; }
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
