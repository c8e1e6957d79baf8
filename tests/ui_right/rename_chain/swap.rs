rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:0850b219a606d48f";
            /// Pages.
            version 2 sealed "2:8a65c5b1be3941bc" { rename book.a => c; }
            /// The second.
            version 3 sealed "2:8b816807654298bf" { rename book.b => a; }
            /// And the first.
            version 4 { rename book.c => b; }
        }
        table book { a: i64, b: i64 }
    }
}

fn main() {}
