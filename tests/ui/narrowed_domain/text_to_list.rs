rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done];
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2;
        }
        table ticket { state: String until 2, state: State as TEXT since 2 }
    }
}

fn main() {}
