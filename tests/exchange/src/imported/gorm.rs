rusqlite_schema::schema! {
    /// The database `gorm.db`.
    pub schema gorm in "gorm.db" {
        history {
            /// Files that gormigrate has looked after.
            legacy {
                drop table migrations;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `users`.
        table users as Users {
            id: i64 primary key autoincrement,
            created_at: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            updated_at: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            deleted_at: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            name: String = "anonymous",
            age: Option<i64> = 18,
            active: Option<rusqlite_schema::rusqlite::types::Value> as NUMERIC = sql("false"),
            admin: rusqlite_schema::rusqlite::types::Value as NUMERIC = sql("true"),
            balance: Option<f64>,
            avatar: Option<Vec<u8>>,
            company_id: Option<i64>,

            index idx_users_deleted_at (deleted_at),
            unique index idx_users_name (name),
        }

        /// A row of `user_languages`.
        table user_languages as UserLanguages {
            user_id: Option<i64>,
            language_id: Option<i64>,

            primary key (user_id, language_id),
        }
    }
}
