rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const KINDS: Book = [paper, audio];
        table book as Volume { title: String }
    }
}

fn main() {}
