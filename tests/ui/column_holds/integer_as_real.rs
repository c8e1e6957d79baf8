rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
        }
        table ticket { size: Option<u8> as REAL }
    }
}

fn main() {}
