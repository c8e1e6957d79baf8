rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String }
        trigger log after update of title on book "SELECT 1";
    }
}

fn main() {}
