rusqlite_schema::schema! {
    /// The database `diesel.db`.
    pub schema diesel in "diesel.db" {
        history {
            /// Files that diesel has looked after.
            legacy {
                version from "SELECT count(*) FROM __diesel_schema_migrations";
                drop table __diesel_schema_migrations;
            }
            /// The files on which so many scripts have run, as one was found.
            version 2;
        }

        /// A row of `posts`.
        table posts as Posts {
            id: i64 primary key autoincrement,
            title: String as "VARCHAR",
            body: String,
            published: rusqlite_schema::rusqlite::types::Value as "BOOLEAN" = sql("'f'"),
            pinned: rusqlite_schema::rusqlite::types::Value as "BOOLEAN" = sql("'t'"),
            updated_at: Option<rusqlite_schema::rusqlite::types::Value> as "TIMESTAMP",
        }

        trigger __diesel_manage_updated_at_posts after update on posts when "old.updated_at IS NULL AND
            new.updated_at IS NULL OR
            old.updated_at == new.updated_at"
            "UPDATE posts
            SET updated_at = CURRENT_TIMESTAMP
            WHERE ROWID = new.ROWID;";
    }
}
