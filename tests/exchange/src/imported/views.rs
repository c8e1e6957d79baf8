rusqlite_schema::schema! {
    /// The database `views.db`.
    pub schema views in "views.db" {
        history {
            /// The files of this version, as one was found.
            version 7;
        }

        application_id 0xDEADBEEF;

        /// A row of `sale`.
        table sale as Sale {
            id: i64 primary key,
            region: String,
            day: String,
            amount: f64,
        }

        view by_region r#"SELECT region, sum(amount) AS total, count(*) AS "number of sales" FROM sale GROUP BY region HAVING count(*) > 0"#;
        view best "SELECT region,
                   total
            FROM by_region
            ORDER BY total DESC LIMIT 3";
        view running "SELECT day, sum(amount) OVER (ORDER BY day ROWS UNBOUNDED PRECEDING) AS total FROM sale";
        view numbers "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 10), squares(y) AS (SELECT x * x FROM n) SELECT y FROM squares";
        view "odd view" r#"SELECT "number of sales" AS n FROM by_region WHERE region LIKE 'a\%' ESCAPE '\'"#;
        view words "SELECT sale.id, word.value AS word FROM sale, json_each(sale.region) AS word WHERE EXISTS (SELECT 1 FROM sale s, json_each(s.region))";
        view tabbed "SELECT region || '\tx' AS marked\n\tFROM sale";
    }
}
