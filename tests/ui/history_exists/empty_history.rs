rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
        }
        table book { title: String }
    }
}

fn main() {}
