//! 19 tables, 11 versions.

use rust_query::{Database, Lazy, migration::Config};

#[rust_query::migration::schema(App)]
#[version(0..=10)]
pub mod vN {
    use rust_query::TableRow;

    pub struct ObjClient {
        pub version: i64,
        pub data: String,
    }
    pub struct ObjWindow {
        pub version: i64,
        pub data: String,
    }
    pub struct ObjWorkspace {
        pub version: i64,
        pub data: String,
    }
    pub struct ObjTab {
        pub version: i64,
        pub data: String,
    }
    pub struct ObjLayout {
        pub version: i64,
        pub data: String,
    }
    pub struct ObjBlock {
        pub version: i64,
        pub data: String,
    }
    #[version(6..)]
    pub struct ObjTemp {
        pub version: i64,
        pub data: String,
    }
    pub struct Person {
        pub name: String,
        #[unique]
        pub email: String,
        #[version(1..)]
        pub display_name: Option<String>,
        #[version(5..)]
        pub locale: String,
    }
    pub struct Project {
        pub name: String,
        #[index]
        pub owner: TableRow<Person>,
        #[version(2..)]
        pub archived: i64,
        #[version(9..)]
        pub color: String,
    }
    #[index(project, sent_at)]
    pub struct Message {
        pub project: TableRow<Project>,
        #[index]
        pub author: TableRow<Person>,
        #[version(..6)]
        pub body: String,
        #[version(6..)]
        pub content: String,
        pub sent_at: i64,
        #[version(1..)]
        pub edited_at: Option<i64>,
        #[version(4..)]
        #[index]
        pub pinned: i64,
        #[version(8..)]
        pub language: String,
        #[version(8..)]
        pub priority: i64,
        #[version(10..)]
        #[index]
        pub thread: Option<i64>,
    }
    pub struct Tag {
        #[unique]
        pub name: String,
        #[version(6..)]
        pub color: String,
    }
    #[version(..3)]
    pub struct Account {
        #[index]
        pub person: TableRow<Person>,
        pub secret: String,
    }
    #[version(3..)]
    #[from(Account)]
    pub struct Credential {
        #[index]
        pub person: TableRow<Person>,
        pub secret: String,
    }
    #[version(1..)]
    pub struct Draft {
        #[index]
        pub author: TableRow<Person>,
        pub body: String,
    }
    #[version(2..)]
    pub struct Attachment {
        #[index]
        pub message: TableRow<Message>,
        pub name: String,
        pub size: i64,
        #[version(7..)]
        pub mime: Option<String>,
    }
    #[version(3..)]
    pub struct Session {
        #[index]
        pub person: TableRow<Person>,
        pub started_at: i64,
    }
    #[version(5..)]
    #[index(sensor, taken_at)]
    pub struct Reading {
        pub sensor: String,
        pub value: f64,
        pub taken_at: i64,
    }
    #[version(7..)]
    pub struct Reaction {
        #[index]
        pub message: TableRow<Message>,
        #[index]
        pub person: TableRow<Person>,
        pub kind: String,
    }
    #[version(9..)]
    pub struct Setting {
        #[unique]
        pub name: String,
        pub value: String,
    }
    #[version(10..)]
    #[index(person, done_at)]
    pub struct Audit {
        pub person: TableRow<Person>,
        pub what: String,
        pub done_at: i64,
    }
}

/// Each closure is called for each row, because a new column has no default.
pub fn newest(config: Config) -> Database<v10::App> {
    let migrator = Database::migrator(config).unwrap();
    let migrator = migrator
        .migrate(|it| v0::migrate::App {
            person: it
                .migrate(|_: Lazy<v0::Person>| v0::migrate::Person { display_name: None })
                .unwrap(),
            message: it.migrate_ok(|_: Lazy<v0::Message>| v0::migrate::Message { edited_at: None }),
        })
        .migrate(|it| v1::migrate::App {
            project: it.migrate_ok(|_: Lazy<v1::Project>| v1::migrate::Project { archived: 0 }),
        })
        .migrate(|it| v2::migrate::App {
            credential: it
                .migrate(|old: Lazy<v2::Account>| v2::migrate::Credential {
                    person: old.person.table_row(),
                    secret: old.secret.clone(),
                })
                .unwrap(),
        })
        .migrate(|it| v3::migrate::App {
            message: it
                .migrate(|_: Lazy<v3::Message>| v3::migrate::Message { pinned: 0 })
                .unwrap(),
        })
        .migrate(|it| v4::migrate::App {
            person: it
                .migrate(|_: Lazy<v4::Person>| v4::migrate::Person {
                    locale: "en".into(),
                })
                .unwrap(),
        });
    let migrator = migrator
        .migrate(|it| v5::migrate::App {
            message: it.migrate_ok(|old: Lazy<v5::Message>| v5::migrate::Message {
                content: old.body.clone(),
            }),
            tag: it
                .migrate(|_: Lazy<v5::Tag>| v5::migrate::Tag {
                    color: "grey".into(),
                })
                .unwrap(),
        })
        .migrate(|it| v6::migrate::App {
            attachment: it
                .migrate_ok(|_: Lazy<v6::Attachment>| v6::migrate::Attachment { mime: None }),
        })
        .migrate(|it| v7::migrate::App {
            message: it.migrate_ok(|_: Lazy<v7::Message>| v7::migrate::Message {
                language: "en".into(),
                priority: 0,
            }),
        })
        .migrate(|it| v8::migrate::App {
            project: it.migrate_ok(|_: Lazy<v8::Project>| v8::migrate::Project {
                color: "grey".into(),
            }),
        })
        .migrate(|it| v9::migrate::App {
            message: it
                .migrate(|_: Lazy<v9::Message>| v9::migrate::Message { thread: None })
                .unwrap(),
        });
    migrator.finish().unwrap()
}
