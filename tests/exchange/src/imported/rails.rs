rusqlite_schema::schema! {
    /// The database `rails.db`.
    pub schema rails in "rails.db" {
        history {
            /// Files that Rails has looked after.
            legacy {
                drop table schema_migrations;
                drop table ar_internal_metadata;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `authors`.
        table authors as Authors {
            id: i64 primary key autoincrement,
            name: Option<String> as "varchar",
            admin: Option<rusqlite_schema::rusqlite::types::Value> as "boolean" = sql("'f'"),
            active: rusqlite_schema::rusqlite::types::Value as "boolean" = sql("'t'"),
            rank: Option<i64> = sql("'0'"),
            ratio: Option<f64> as "float" = sql("'0.0'"),
            created_at: rusqlite_schema::rusqlite::types::Value as "datetime(6)",
            updated_at: rusqlite_schema::rusqlite::types::Value as "datetime(6)",

            index index_authors_on_lower_name ("lower(name)"),
        }

        /// A row of `articles`.
        table articles as Articles {
            id: i64 primary key autoincrement,
            title: String as "varchar(200)" = "",
            body: Option<String>,
            author_id: i64 references authors(id),
            price: Option<rusqlite_schema::rusqlite::types::Value> as "decimal(8,2)" = sql("0.0"),
            visible: bool as "boolean" = true,
            meta: Option<rusqlite_schema::rusqlite::types::Value> as "json" = sql("'{}'"),
            data: Option<Vec<u8>>,
            size: Option<i64> as "bigint",

            index index_articles_on_author_id (author_id),
            unique index index_articles_on_title (title) where "visible = 1",
        }
    }
}
