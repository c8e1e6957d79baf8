rusqlite_schema::schema! {
    pub schema books in "books.db" {
        table book { title: String }
    }
}

fn main() {}
