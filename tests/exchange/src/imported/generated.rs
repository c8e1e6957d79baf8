rusqlite_schema::schema! {
    /// The database `generated.db`.
    pub schema generated in "generated.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `box`.
        table box as BoxRow {
            id: i64 primary key autoincrement,
            width: i64,
            height: i64 check "height > 0",
            area: Option<i64> generated "width * height" stored,
            label: String generated "printf('%dx%d', width, height)" virtual,
            bare: Option<rusqlite_schema::rusqlite::types::Value> as "" generated "width + height" virtual,
            doc: Option<String>,
            kind: Option<String> generated r#"json_extract(doc, '$."kind"')"# virtual collate nocase,

            check "height < 1000",
            check r#"width > 0 AND "width" < 1000"#,
            index box_area (area desc),
            unique index box_kind (kind) where "kind IS NOT NULL",
        }

        /// A row of `signed`.
        table signed as Signed {
            a: String = sql("-'5'"),
            b: Vec<u8> = b"\x05",
            c: i64 = -5,
            d: String = "Up",
            e: Option<rusqlite_schema::rusqlite::types::Value> as "DATETIME" = sql("'Now'"),
            f: f64 = -1.5,
        }
    }
}
