rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1 sealed "2:23973679313a7c50";
            /// Tidy titles.
            version 2 { sql "DELETE FROM song WHERE title = ''" without triggers;
                sql "UPDATE counter SET songs = (SELECT count(*) FROM song)"; }
        }
        table song { id: i64 primary key, title: String }
        table counter { id: i64 primary key, songs: i64 = 0 }
        trigger song_went after delete on song "UPDATE counter SET songs = songs - 1;";
    }
}

fn main() {}
