rusqlite_schema::schema! {
    /// The database `mixed_keys.db`.
    pub schema mixed_keys in "mixed_keys.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `person`.
        table person as Person {
            name: Option<String> primary key,
            age: Option<i64>,
        }

        /// A row of `place`.
        table place as Place {
            name: String primary key,
            size: Option<i64>,
        }

        /// A row of `stay`.
        table stay as Stay {
            person: Option<String> references person,
            place: String references place,

            primary key (person, place),
        }
    }
}
