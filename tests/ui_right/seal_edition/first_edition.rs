rusqlite_schema::schema! {
    pub schema shop in "shop.db" {
        history {
            /// Books have a title.
            version 1 sealed "2:3c881a17379a2016";
            /// Books know how many pages they have.
            version 2;
        }
        table book as Book {
            id: i64 primary key,
            title: String,
            pages: i64 = 0 since 2,
            index book_title (title collate nocase),
        }
    }
}

fn main() {}
