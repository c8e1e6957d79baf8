rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:96fd004538a05acf";
            /// Books are sorted no more.
            version 2;
        }
        table book { title: String, index by_title (title) until 2 }
    }
}

fn main() {}
