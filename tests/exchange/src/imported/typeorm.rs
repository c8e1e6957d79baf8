rusqlite_schema::schema! {
    /// The database `typeorm.db`.
    pub schema typeorm in "typeorm.db" {
        history {
            /// Files that TypeORM has looked after.
            legacy {
                drop table migrations;
                drop table typeorm_metadata;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `user`.
        table user as User {
            id: String as "varchar" primary key,
            "firstName" as first_name: String as "varchar",
            "isActive" as is_active: bool as "boolean" = sql("1"),
            role: String as "varchar" = sql("'editor'") check r#""role" IN ('admin','editor')"#,
            created: rusqlite_schema::rusqlite::types::Value as "datetime" = sql("datetime('now')"),
            rate: Option<rusqlite_schema::rusqlite::types::Value> as "decimal(5,2)",
            simple: String = sql("''"),

            unique index IDX_user_firstName (firstName),
        }

        /// A row of `photo`.
        table photo as Photo {
            id: i64 primary key autoincrement,
            name: String as "varchar(100)",
            "userId" as user_id: Option<String> as "varchar" references user(id) on delete set null,
            views: i64 = sql("0"),

            index IDX_78a916df40e02a9deb1c4b75ed (name),
        }
    }
}
