rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:3732b6fe23c4cc97";
            /// Pages.
            version 2 { sql "INSERT INTO book (title) VALUES ('Emma') ON CONFLICT (title) DO NOTHING"; }
        }
        table book { title: String unique }
    }
}

fn main() {}
