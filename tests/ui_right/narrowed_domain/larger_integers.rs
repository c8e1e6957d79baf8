rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:95fd3ad5e262ca35";
            /// Another type.
            version 2;
        }
        table ticket { size: i64 until 2, size: u8 since 2 from "min(max(size, 0), 255)" }
    }
}

fn main() {}
