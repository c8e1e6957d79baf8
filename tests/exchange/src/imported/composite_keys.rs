rusqlite_schema::schema! {
    /// The database `composite_keys.db`.
    pub schema composite_keys in "composite_keys.db", nullable keys {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `country`.
        table country as Country {
            code: String as "CHAR(2)" primary key,
            name: String as "VARCHAR(40)" unique,
        }

        /// A row of `city`.
        table city as City {
            country: Option<String> as "CHAR(2)" references country,
            name: Option<String>,
            people: Option<i64> as "INT" = 0,

            primary key (country, name),
        }

        /// A row of `street`.
        table street as Street {
            country: Option<String> as "CHAR(2)",
            city: Option<String>,
            name: String,
            postcode: Option<String>,

            primary key (country, city, name),
            unique (country, postcode),
            foreign key (country, city) references city(country, name) on update cascade,
        }

        /// A row of `neighbours`.
        table neighbours as Neighbours {
            one: String as "CHAR(2)" references country(code),
            other: String as "CHAR(2)" references country(code),

            primary key (one, other),
            check "one < other",
        }
    }
}
