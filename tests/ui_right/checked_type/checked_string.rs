rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
        }
        table ticket { title: String check "title <> ''" }
    }
}

fn main() {}
