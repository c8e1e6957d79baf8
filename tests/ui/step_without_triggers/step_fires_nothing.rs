rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
            /// Tidy titles.
            version 2 { sql "DELETE FROM song WHERE title = ''" without triggers; }
        }
        table song { id: i64 primary key, title: String }
        virtual table by_word using "fts5(title)";
        trigger song_came after update of title on song
            "UPDATE by_word SET title = new.title WHERE rowid = new.id;";
    }
}

fn main() {}
