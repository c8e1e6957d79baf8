rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
            /// Titles are sorted.
            version 2 { sql "CREATE INDEX by_title ON book (length(title))"; }
            /// The index is declared, too.
            version 3;
        }
        table book { title: String, index by_title (title) since 3 }
    }
}

fn main() {}
