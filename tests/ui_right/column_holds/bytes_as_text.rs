rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
        }
        table ticket strict { key: [u8; 16] as BLOB }
    }
}

fn main() {}
