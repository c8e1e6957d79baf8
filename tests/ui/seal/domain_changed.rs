rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:b61fe26089d386c7";
        }
        table ticket { id: i64 primary key, size: u8 }
    }
}

fn main() {}
