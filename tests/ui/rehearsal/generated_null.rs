rusqlite_schema::schema! {
    pub schema desk in "desk.db" {
        history {
            /// Tickets.
            version 1;
        }
        table ticket { price: Option<i64>, twice: i64 generated "price * 2" }
    }
}

fn main() {}
