rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        pub const STATES: State = [open, done, gone until 2];
        history {
            /// Tickets.
            version 1 sealed "2:ac4e347f6426daa4";
            /// Another type.
            version 2 { sql "UPDATE ticket SET state = 'open' WHERE state = 'gone'"; }
        }
        table ticket { state: State as TEXT }
    }
}

fn main() {}
