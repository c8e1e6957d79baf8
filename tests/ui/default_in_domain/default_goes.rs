rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, fresh until 2];
        history {
            /// Tickets.
            version 1;
            /// Another type.
            version 2 { sql "UPDATE ticket SET state = 'open' WHERE state = 'fresh'"; }
        }
        table ticket { state: Option<State> as TEXT = "fresh" }
    }
}

fn main() {}
