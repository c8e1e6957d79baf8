rusqlite_schema::schema! {
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1;
            /// Songs can be found.
            version 2;
        }
        table song { id: i64 primary key, title: String }
        view shown since 2 "SELECT id, title || random() AS title FROM song";
        virtual table by_word using "fts5(title, content=shown, content_rowid=id)" since 2;
    }
}

fn main() {}
