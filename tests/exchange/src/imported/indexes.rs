rusqlite_schema::schema! {
    /// The database `indexes.db`.
    pub schema indexes in "indexes.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `kv`.
        table kv as Kv without rowid {
            key: String primary key,
            value: Option<Vec<u8>>,
            expires: Option<i64>,

            index kv_expiring (expires) where "expires IS NOT NULL",
            unique index kv_folded ("lower(key)", "length(value)" desc),
        }

        /// A row of `member`.
        table member as Member without rowid {
            team: String collate nocase,
            person: String collate rtrim,
            since: Option<i64>,

            primary key (team, person),
            index member_by_person (person collate nocase, since desc),
            unique index member_one_boss (team) where "since = 0 AND person <> 'nobody'",
        }
    }
}
