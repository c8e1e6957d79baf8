rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done, gone until 2, lost until 2];
        history {
            /// Tickets.
            version 1 sealed "2:e63a6280ea32f328";
            /// Another type.
            version 2 { sql "UPDATE ticket SET state = 'done' WHERE state IN ('gone', 'lost')"; }
        }
        table ticket { state: State as TEXT }
    }
}

fn main() {}
