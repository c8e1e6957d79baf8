rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:b61fe26089d386c7";
            /// Small.
            version 2;
        }
        table ticket { id: i64 primary key, size: i64 until 2, size: u8 since 2 from "min(max(size, 0), 255)" }
    }
}

fn main() {}
