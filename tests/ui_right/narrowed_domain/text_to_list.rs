rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done];
        history {
            /// Tickets.
            version 1 sealed "2:4669b3a81957a520";
            /// Another type.
            version 2;
        }
        table ticket {
            state: String until 2,
            state: State as TEXT since 2 from "iif(state NOT IN ('open', 'done'), 'open', state)"
        }
    }
}

fn main() {}
