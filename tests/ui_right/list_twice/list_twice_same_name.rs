rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1;
        }
        const KINDS: Kind = [book, film];
        const SORTS: Sort = [new, used];
        table book { title: String }
    }
}

fn main() {}
