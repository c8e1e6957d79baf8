use rusqlite_schema::schema;

schema! {
    pub schema books in "books.db" {
        history {
            /// Books, and how many came.
            version 1;
        }
        table book as Book { title: String }
        table log as Log { id: i64 primary key }
        trigger came after insert on book "INSERT INTO log (id) VALUES (NULL); -- as a count";
    }
}

fn main() {}
