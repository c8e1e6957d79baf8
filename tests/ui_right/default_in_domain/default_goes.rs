rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, fresh until 2];
        history {
            /// Tickets.
            version 1 sealed "2:e6a7c1253a1160c4";
            /// Another type.
            version 2 { sql "UPDATE ticket SET state = 'open' WHERE state = 'fresh'"; }
        }
        table ticket { state: Option<State> as TEXT = "open" }
    }
}

fn main() {}
