rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        table book { title: String not null on conflict replace }
    }
}

fn main() {}
