rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
        }
        table song { id: i64 primary key, title: String }
        seed song { id: 1, title: "Autumn leaves" }
    }
}

fn main() {}
