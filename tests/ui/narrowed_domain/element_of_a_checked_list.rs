rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [done until 2, finished since 2];
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2;
        }
        table ticket { state: State as TEXT checked }
    }
}

fn main() {}
