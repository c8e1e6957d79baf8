rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done];
        history {
            /// Tickets.
            version 1;
        }
        table ticket { state: State as TEXT = "open" }
    }
}

fn main() {}
