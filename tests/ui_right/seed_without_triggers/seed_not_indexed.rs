rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
        }
        table song { id: i64 primary key, title: String }
        virtual table by_word using "fts5(title, content=song, content_rowid=id)";
        trigger song_came after insert on song
            "INSERT INTO by_word (rowid, title) VALUES (new.id, new.title);";
        seed song { id: 1, title: "Autumn leaves" }
    }
}

fn main() {}
