rusqlite_schema::schema! {
    /// The database `grown.db`.
    pub schema grown in "grown.db", nullable keys {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `config`.
        table config as Config {
            name: String primary key,
            value: Option<rusqlite_schema::rusqlite::types::Value> as "weird type",
            more: Option<String> as "VARCHAR(10)",
            odd: Option<rusqlite_schema::rusqlite::types::Value> as "it's",
            worse: Option<rusqlite_schema::rusqlite::types::Value> as "NOT NULL",
            worst: Option<rusqlite_schema::rusqlite::types::Value> as "order",
            none: Option<rusqlite_schema::rusqlite::types::Value> as "",
            last: Option<f64> as "double  precision",
        }

        /// A row of `stuff`.
        table stuff as Stuff {
            n: i64 primary key,
            what: String as "VARCHAR(40)" = "nothing",
            amount: Option<rusqlite_schema::rusqlite::types::Value> as NUMERIC = sql("false"),
            rate: rusqlite_schema::rusqlite::types::Value as "NUMERIC(8 , 2)" = sql("true"),
            is_new: Option<rusqlite_schema::rusqlite::types::Value> as "boolean" = sql("'t'"),
            is_old: rusqlite_schema::rusqlite::types::Value as "BOOL" = sql("'no'"),
            is_odd: bool as "boolean" = sql("1.0"),
            price: Option<rusqlite_schema::rusqlite::types::Value> as "money" = sql("0.0"),
            code: Option<String> as "char" = sql("0"),
            size: Option<rusqlite_schema::rusqlite::types::Value> as "int" = sql("''"),
            half: Option<rusqlite_schema::rusqlite::types::Value> as "int" = sql("1.5"),
            big: Option<rusqlite_schema::rusqlite::types::Value> as "int" = sql("9223372036854775808"),
            weight: Option<f64> = sql("'1'"),
            label: Option<String> = sql("5"),
            other: Option<String> = sql("-1.50"),
            data: Option<rusqlite_schema::rusqlite::types::Value> as BLOB = sql("'x'"),
            raw: Option<rusqlite_schema::rusqlite::types::Value> as BLOB = sql("0"),
            seen: Option<rusqlite_schema::rusqlite::types::Value> as "date" = sql("current_date"),
            untyped: Option<rusqlite_schema::rusqlite::types::Value> as "" = sql("'it''s'"),
            minus: Option<i64> as "int" = -0,
            flag: Option<i64> as "int" = sql("true"),
            sum: Option<rusqlite_schema::rusqlite::types::Value> as "" = sql("1 + (2)"),
            json: Option<String> = r#"{"a":[]}"# check "json_valid(json)",
            unlike: Option<i64> as "unsigned big int",
            native: Option<String> as "character(70)",
            nada: Option<String>,
            zero: Option<i64> as "int" = sql("0x0"),

            index stuff_what (what, n),
            index stuff_some (rate) where "is_new='t' and what is not null",
        }

        /// A row of `log`.
        table log as Log {
            at: Option<i64> as "int" = sql("strftime('%s','now')"),
            line: Option<String>,
            stuff_n: Option<rusqlite_schema::rusqlite::types::Value> as "" references stuff,
        }

        view recent "select * from log order by at desc limit 10";

        trigger stuff_gone before delete on stuff when "old.amount > 0"
            "insert into log(line) values('gone ' || old.what); select raise(ignore) where old.rate = 1;";
    }
}
