rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
        }
        table ticket { code: String as INTEGER }
    }
}

fn main() {}
