rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done];
        history {
            /// Tickets.
            version 1;
        }
        table ticket { id: i64 primary key, state: State as TEXT }
        seed ticket { id: 1, state: "open" }
    }
}

fn main() {}
