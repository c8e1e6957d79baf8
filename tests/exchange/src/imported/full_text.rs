rusqlite_schema::schema! {
    /// The database `full_text.db`.
    pub schema full_text in "full_text.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `notes`.
        table notes as Notes {
            id: i64 primary key,
            title: String,
            body: Option<String>,
        }

        virtual table notes_fts using r#"fts5(title, body, content='notes', content_rowid='id', tokenize = "porter unicode61")"#;
        virtual table words using "fts5vocab('notes_fts', 'row')";
        virtual table clippings using "fts5(text, source UNINDEXED)";
        virtual table places using "rtree(id, west, east, south, north)";

        trigger notes_added after insert on notes
            "INSERT INTO notes_fts(rowid, title, body) VALUES (new.id, new.title, new.body);";
        trigger notes_removed after delete on notes
            "INSERT INTO notes_fts(notes_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);";
    }
}
