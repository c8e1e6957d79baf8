rusqlite_schema::schema! {
    /// The database `foreign_keys.db`.
    pub schema foreign_keys in "foreign_keys.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `author`.
        table author as Author {
            id: i64 primary key autoincrement,
            name: String,
            code: Option<String>,

            unique index author_code (code),
        }

        /// A row of `series`.
        table series as Series {
            id: i64 primary key,
            parent: Option<i64> references series(id) on delete set null on update cascade,
        }

        /// A row of `book`.
        table book as Book {
            id: i64 primary key autoincrement,
            author_id: i64 references author on delete cascade on update restrict deferrable initially deferred,
            editor_id: Option<i64> = 1 references author(id) on delete set default deferrable initially immediate,
            series_id: Option<i64> constraint in_series references series(id) on delete restrict deferrable initially immediate,
            code: Option<String> references author(code),

            foreign key (author_id) references author(id),
        }
    }
}
