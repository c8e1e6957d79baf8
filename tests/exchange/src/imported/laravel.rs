rusqlite_schema::schema! {
    /// The database `laravel.db`.
    pub schema laravel in "laravel.db" {
        history {
            /// Files that Laravel has looked after.
            legacy {
                drop table migrations;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `users`.
        table users as Users {
            id: i64 primary key autoincrement,
            name: String as "varchar",
            email: String as "varchar",
            email_verified_at: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            is_admin: i64 as "tinyint(1)" = sql("'0'"),
            level: String as "varchar" = "low" check r#""level" in ('low', 'high')"#,
            created_at: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            score: rusqlite_schema::rusqlite::types::Value as NUMERIC = sql("'0'"),

            unique index users_email_unique (email),
        }

        /// A row of `jobs`.
        table jobs as Jobs {
            id: i64 primary key autoincrement,
            queue: String as "varchar",
            payload: String,
            attempts: i64,
            user_id: i64 references users(id) on delete cascade on update cascade,

            index jobs_queue_index (queue),
        }

        /// A row of `cache`.
        table cache as Cache {
            key: String as "varchar" primary key,
            value: String,
            expiration: i64,
        }
    }
}
