rusqlite_schema::schema! {
    /// The database `ef_core.db`.
    pub schema ef_core in "ef_core.db" {
        history {
            /// Files that Entity Framework has looked after.
            legacy {
                drop table __EFMigrationsHistory;
                drop table __EFMigrationsLock;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `Blogs`.
        table Blogs as Blogs {
            "BlogId" as blog_id: i64 primary key autoincrement,
            "Url" as url: Option<String>,
            "Rating" as rating: f64 = 3.0,
            "Created" as created: String = sql("datetime('now')"),
            "RowVersion" as row_version: Option<Vec<u8>>,
            "Title" as title: Option<String> generated r#"'Blog ' || "Url""# stored,
            "Price" as price: String = "0.0",
        }

        /// A row of `BlogTag`.
        table BlogTag as BlogTag {
            "BlogsBlogId" as blogs_blog_id: i64 references Blogs(BlogId) on delete cascade,
            "TagsId" as tags_id: String,

            primary key (BlogsBlogId, TagsId),
            index IX_BlogTag_TagsId (TagsId),
        }
    }
}
