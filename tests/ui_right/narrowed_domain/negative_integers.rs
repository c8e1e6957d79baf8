rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:8b361a4e07db91d2";
            /// Another type.
            version 2;
        }
        table ticket { size: u8 until 2, size: i8 since 2 from "min(max(size, -128), 127)" }
    }
}

fn main() {}
