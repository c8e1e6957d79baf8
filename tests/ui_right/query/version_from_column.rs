rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            legacy { version from "SELECT max(version) FROM ledger"; drop table ledger; }
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
