rusqlite_schema::schema! {
    /// The database `odd_names.db`.
    pub schema odd_names in "odd_names.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `order`.
        table order as Order {
            select: i64 primary key,
            r#type: String,
            "self" as self_: Option<String>,
            "user name" as user_name: Option<String>,
            "user_name" as user_name2: Option<String>,
            "2nd" as column_2nd: Option<i64>,
            "größe" as gr_e: Option<f64>,
            r#"a"b"# as a_b: Option<String> unique,
            desc: Option<String>,
            r"back\slash" as back_slash: Option<String>,
            primary: Option<String>,
            "_" as column: Option<String>,
            "UPPER" as upper: Option<String>,
            "camelCase" as camel_case: Option<String>,

            index "odd index" (r#""user name""# collate nocase desc, type, r#""a""b""#),
            index by_expression (r#"lower("user name")"#, r#""größe" + 1"#) where r#""2nd" > 0"#,
        }

        /// A row of `2 fast {x}`.
        table "2 fast {x}" as Row2FastX {
            id: i64 primary key,
            "the order" as the_order: Option<i64> references order(select),
            text: Option<String>,

            check r#""the order" <> id"#,
        }

        /// A row of `String`.
        table String as StringRow {
            id: i64 primary key,
            value: Option<String>,
        }

        /// A row of `書籍`.
        table "書籍" as Row {
            "題名" as column: String,
            "著者" as column2: Option<String>,

            unique ("題名", "著者"),
        }

        /// A row of `books_and_films`.
        table books_and_films as BooksAndFilms {
            x: Option<rusqlite_schema::rusqlite::types::Value> as "",
        }

        /// A row of `books and films`.
        table "books and films" as BooksAndFilms2 {
            x: Option<rusqlite_schema::rusqlite::types::Value> as "",
        }

        view "a view" r#"SELECT "user name" AS "the name" FROM "order""#;

        trigger "on order" after update of "user name", "2nd" on order
            r#"UPDATE "order" SET "type" = 'x' WHERE "select" = new."select";"#;
    }
}
