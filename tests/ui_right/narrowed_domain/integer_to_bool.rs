rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:ca4aa9b56bd0750a";
            /// Another type.
            version 2;
        }
        table ticket { open: i64 until 2, open: bool since 2 from "open <> 0" }
    }
}

fn main() {}
