rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
        }
        table song { id: i64 primary key, title: String }
        seed song without triggers { id: 1, title: "Autumn leaves" }
    }
}

fn main() {}
