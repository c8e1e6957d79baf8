rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2;
        }
        table ticket { size: i64 until 2, size: u8 since 2 }
    }
}

fn main() {}
