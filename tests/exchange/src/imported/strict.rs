rusqlite_schema::schema! {
    /// The database `strict.db`.
    pub schema strict in "strict.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `reading`.
        table reading as Reading strict {
            id: i64 primary key,
            sensor: String,
            value: f64 = 0.5,
            raw: Vec<u8> = b"\x00\xff\"",
            extra: Option<rusqlite_schema::rusqlite::types::Value> as ANY,
            quality: i64 as "INT" = -1,
            note: Option<String> = r#"it's "fine""#,
            taken: i64 = sql("unixepoch()"),
        }

        /// A row of `sensor`.
        table sensor as Sensor strict {
            name: String primary key,
            kind: String = "none" check "kind IN ('none', 'heat', 'light')",
            big: Option<i64> = 9223372036854775807,
            scale: Option<f64> = sql("1e3"),
        }

        /// A row of `pair`.
        table pair as Pair strict, without rowid {
            a: String,
            b: i64,
            c: Option<rusqlite_schema::rusqlite::types::Value> as ANY,

            primary key (a, b),
        }

        /// A row of `loose`.
        table loose as Loose {
            flag: bool as "BOOLEAN" = true,
            off: Option<bool> as "BOOL" = false,
            hex: Option<i64> = sql("0x10"),
            word: Option<String> = "active",
            nix: Option<String>,
            untyped: Option<rusqlite_schema::rusqlite::types::Value> as "",
            untyped_default: Option<rusqlite_schema::rusqlite::types::Value> as "" = sql("'x'"),
            at: Option<rusqlite_schema::rusqlite::types::Value> as "DATETIME" = sql("CURRENT_TIMESTAMP"),
            price: rusqlite_schema::rusqlite::types::Value as "DECIMAL(10, 2)" = sql("9.50"),
            plus: Option<i64> = 5,
        }
    }
}
