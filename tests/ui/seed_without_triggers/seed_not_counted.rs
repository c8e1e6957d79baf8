rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
            /// Tidy titles.
            version 2;
        }
        table song { id: i64 primary key, title: String }
        table counter { id: i64 primary key, songs: i64 = 0 }
        trigger song_came after insert on song "UPDATE counter SET songs = songs + 1;";
        seed song since 2 { id: 1, title: "Autumn leaves" }
    }
}

fn main() {}
