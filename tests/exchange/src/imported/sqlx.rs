rusqlite_schema::schema! {
    /// The database `sqlx.db`.
    pub schema sqlx in "sqlx.db" {
        history {
            /// Files that sqlx has looked after.
            legacy {
                version from "SELECT count(*) FROM _sqlx_migrations WHERE success";
                drop table _sqlx_migrations;
            }
            /// The files on which so many scripts have run, as one was found.
            version 3;
        }

        /// A row of `book`.
        table book as Book {
            id: i64 primary key,
            name: String,
            pages: i64 = 0,

            index book_name (name),
        }
    }
}
