rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [done until 2, finished since 2];
        history {
            /// Tickets.
            version 1 sealed "2:3cd59a8f5a0c09ac";
            /// Another type.
            version 2;
        }
        table ticket {
            state: State as TEXT checked until 2,
            state: State as TEXT since 2 checked from "iif(state = 'done', 'finished', state)"
        }
    }
}

fn main() {}
