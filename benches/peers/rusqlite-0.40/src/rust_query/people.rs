//! A table whose rows go into another one.

use peers_common::history::people::become_person;
use rust_query::{Database, Lazy, migration::Config};

#[rust_query::migration::schema(People)]
#[version(0..=1)]
pub mod vN {
    #[version(..1)]
    pub struct Entry {
        pub name: String,
        pub score: i64,
    }
    #[version(1..)]
    #[from(Entry)]
    pub struct Person {
        pub title: String,
        pub points: f64,
    }
}

pub fn newest(config: Config) -> Database<v1::People> {
    let migrator = Database::migrator(config).unwrap();
    let migrator = migrator.migrate(|it| v0::migrate::People {
        person: it.migrate_ok(|old: Lazy<v0::Entry>| {
            let (title, points) = become_person(&old.name, old.score);
            v0::migrate::Person { title, points }
        }),
    });
    migrator.finish().unwrap()
}
