rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2;
        }
        table ticket { open: i64 until 2, open: bool since 2 }
    }
}

fn main() {}
