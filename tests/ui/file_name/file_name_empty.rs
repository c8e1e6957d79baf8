rusqlite_schema::schema! {
    pub schema books in "" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
    }
}

fn main() {}
