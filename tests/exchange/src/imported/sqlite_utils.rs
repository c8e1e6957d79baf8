rusqlite_schema::schema! {
    /// The database `sqlite_utils.db`.
    pub schema sqlite_utils in "sqlite_utils.db", nullable keys {
        history {
            /// Files that sqlite-migrate has looked after.
            legacy {
                drop table _sqlite_migrations;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `owners`.
        table owners as Owners {
            id: i64 primary key,
            name: Option<String>,
        }

        /// A row of `dogs`.
        table dogs as Dogs {
            id: i64 primary key,
            name: Option<String>,
            age: Option<i64>,
            weight: Option<f64> as "FLOAT",
            owner_id: Option<i64> references owners(id),
            rating: Option<String> = "5",
            "from file" as from_file: Option<String>,

            unique index idx_dogs_name (name),
        }

        /// A row of `_counts`.
        table _counts as Counts {
            table: String primary key,
            count: Option<i64> = 0,
        }

        virtual table dogs_fts using "FTS5 (
                [name],
                tokenize='porter',
                content=[dogs]
            )";

        trigger dogs_ai after insert on dogs
            "INSERT INTO [dogs_fts] (rowid, [name]) VALUES (new.rowid, new.[name]);";
    }
}
