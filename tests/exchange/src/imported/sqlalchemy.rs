rusqlite_schema::schema! {
    /// The database `sqlalchemy.db`.
    pub schema sqlalchemy in "sqlalchemy.db" {
        history {
            /// Files that Alembic has looked after.
            legacy {
                drop table alembic_version;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `user_account`.
        table user_account as UserAccount {
            id: i64 primary key,
            name: String as "VARCHAR(30)" unique,
            fullname: Option<String> as "VARCHAR",
            is_active: rusqlite_schema::rusqlite::types::Value as "BOOLEAN" = sql("'true'"),
            is_admin: bool as "BOOLEAN" = sql("0"),
            balance: Option<rusqlite_schema::rusqlite::types::Value> as "NUMERIC(10, 2)" = sql("false"),
            score: Option<f64> as "FLOAT" = sql("'1.5'"),
            kind: String as "VARCHAR(6)" = "plain",
            created_at: rusqlite_schema::rusqlite::types::Value as "DATETIME" = sql("CURRENT_TIMESTAMP"),
            birthday: Option<rusqlite_schema::rusqlite::types::Value> as "DATE",
            settings: Option<rusqlite_schema::rusqlite::types::Value> as "JSON",

            check "kind IN ('plain', 'loud')",
            index ix_user_account_fullname (fullname),
        }

        /// A row of `address`.
        table address as Address {
            id: i64 primary key,
            email_address: String as "VARCHAR",
            user_id: i64 references user_account(id) on delete cascade,
        }

        /// A row of `membership`.
        table membership as Membership {
            user_id: i64 references user_account(id),
            address_id: i64 references address(id),

            primary key (user_id, address_id),
        }
    }
}
