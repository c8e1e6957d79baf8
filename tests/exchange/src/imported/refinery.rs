rusqlite_schema::schema! {
    /// The database `refinery.db`.
    pub schema refinery in "refinery.db" {
        history {
            /// Files that refinery has looked after.
            legacy {
                version from "SELECT count(*) FROM refinery_schema_history";
                drop table refinery_schema_history;
            }
            /// The files on which so many scripts have run, as one was found.
            version 7;
        }

        /// A row of `users`.
        table users as Users {
            id: String primary key,
            joined_at: i64,
        }

        /// A row of `posts`.
        table posts as Posts {
            id: String primary key,
            user_id: String references users(id) on delete cascade,
            body: Option<String>,
        }
    }
}
