rusqlite_schema::schema! {
    /// The database `keys.db`.
    pub schema keys in "keys.db", nullable keys {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `Blogs`.
        table Blogs as Blogs {
            "Id" as id: i64 constraint PK_Blogs primary key autoincrement,
            "Url" as url: String constraint NN_Url not null,
            "Rating" as rating: i64 = 3 not null on conflict replace constraint CK_Rating check r#""Rating" BETWEEN 1 AND 5"#,
        }

        /// A row of `Posts`.
        table Posts as Posts {
            "Id" as id: i64 constraint PK_Posts primary key,
            "BlogId" as blog_id: i64 constraint FK_Posts_Blogs references Blogs(Id) on delete cascade,
            "Slug" as slug: Option<String>,

            constraint AK_Posts unique (Slug collate nocase, BlogId desc) on conflict ignore,
            constraint CK_Slug check r#""Slug" <> ''"#,
        }

        /// A row of `setting`.
        table setting as Setting {
            name: String primary key on conflict replace,
            value: Option<rusqlite_schema::rusqlite::types::Value> as "",
        }

        /// A row of `legacy`.
        table legacy as Legacy {
            id: i64 primary key desc,
            note: Option<String> unique on conflict fail,
        }

        /// A row of `numbered`.
        table numbered as Numbered {
            id: i64 primary key,
            note: Option<String>,
        }

        /// A row of `word`.
        table word as Word without rowid {
            language: String,
            word: String,

            primary key (language collate rtrim desc, word) on conflict rollback,
        }

        /// A row of `one`.
        table one as One {
            a: Option<String>,

            unique (a desc),
            unique (a collate nocase),
        }

        view rated(url, stars) r#"select "Url", "Rating" from "Blogs""#;

        trigger rate instead of update of stars on rated
            r#"update "Blogs" set "Rating" = new.stars where "Url" = old.url;"#;
    }
}
