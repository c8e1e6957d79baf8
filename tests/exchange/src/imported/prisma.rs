rusqlite_schema::schema! {
    /// The database `prisma.db`.
    pub schema prisma in "prisma.db" {
        history {
            /// Files that Prisma has looked after.
            legacy {
                drop table _prisma_migrations;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `User`.
        table User as User {
            id: String primary key,
            email: String,
            "isAdmin" as is_admin: bool as "BOOLEAN" = false,
            balance: rusqlite_schema::rusqlite::types::Value as "DECIMAL" = sql("0"),
            big: Option<i64> as "BIGINT",
            data: Option<rusqlite_schema::rusqlite::types::Value> as "JSONB",
            "createdAt" as created_at: rusqlite_schema::rusqlite::types::Value as "DATETIME" = sql("CURRENT_TIMESTAMP"),

            unique index User_email_key (email),
        }

        /// A row of `Post`.
        table Post as Post {
            id: i64 primary key autoincrement,
            title: String,
            "authorId" as author_id: Option<String> references User(id) on delete set null on update cascade,
            "CONSTRAINT_FREE" as constraint_free: Option<String>,
        }

        /// A row of `_CategoryToPost`.
        table _CategoryToPost as CategoryToPost {
            "A" as a: i64 references Post(id) on delete cascade on update cascade,
            "B" as b: i64,

            unique index _CategoryToPost_AB_unique (A, B),
            index _CategoryToPost_B_index (B),
        }
    }
}
