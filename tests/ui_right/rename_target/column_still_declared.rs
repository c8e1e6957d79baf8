rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "851c485e3932da72";
            /// Pages.
            version 2 { rename book.name => title; }
        }
        table book { title: String }
    }
}

fn main() {}
