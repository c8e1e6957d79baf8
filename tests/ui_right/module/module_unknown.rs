rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        extern module vec0;
        virtual table search using "vec0(title)";
    }
}

fn main() {}
