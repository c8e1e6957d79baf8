rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1 sealed "2:f5d50b4256d7443b";
            /// Another type.
            version 2;
        }
        table ticket { id: i64 primary key, small: u8 since 2 from "id * 300" }
    }
}

fn main() {}
