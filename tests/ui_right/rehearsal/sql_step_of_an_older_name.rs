rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "851c485e3932da72";
            /// Titles.
            version 2 {
                rename book.name => title;
                sql "UPDATE book SET title = trim(title)";
            }
        }
        table book { title: String }
    }
}

fn main() {}
