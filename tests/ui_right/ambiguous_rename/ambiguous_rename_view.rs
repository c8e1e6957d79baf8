rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:9be01809d329df8c";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String }
        table film { title: String }
        view both "SELECT book.title FROM book, film";
    }
}

fn main() {}
