rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done, gone until 2];
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2;
        }
        table ticket { state: State as TEXT }
    }
}

fn main() {}
