rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:13e23582533e6955";
            /// Pages.
            version 2 { sql "UPDATE book SET title = 'untitled' WHERE title = ''"; }
        }
        table book {
            title: String until 2,
            title: Option<String> since 2 check "title <> ''",
        }
    }
}

fn main() {}
