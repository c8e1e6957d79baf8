rusqlite_schema::schema! {
    pub schema books in "books.db" {
        history {
            /// Books.
            version 1 sealed "2:c4d9905be73273bd";
            /// Their authors.
            version 2 sealed "2:d6cc7a87a689e5a0";
            /// No authors.
            version 3;
        }
        table author until 3 { id: i64 primary key }
        table book {
            title: String, author: Option<i64> since 2,
            foreign key (author) references author(id) on delete cascade on update cascade deferrable initially deferred since 2 until 3,
        }
    }
}

fn main() {}
