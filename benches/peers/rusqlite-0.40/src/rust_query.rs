//! `rust-query`: version ranges on columns, and every row of a table that changes goes through Rust.
//! Its tables are `STRICT`, its files in WAL mode, and it knows no defaults.

use std::path::Path;

use peers_common::{History, Journal, Opened, Peer};
use rust_query::{Database, aggregate, migration::Config};

mod app;
mod people;

pub struct RustQuery;

impl Peer for RustQuery {
    fn name(&self) -> &'static str {
        "rust-query"
    }

    fn knows(&self, history: History) -> bool {
        matches!(history, History::App | History::People)
    }

    fn first_version(&self, history: History, path: &Path) {
        if history == History::App {
            drop(Database::<app::v0::App>::new(Config::open(path)));
        } else {
            drop(Database::<people::v0::People>::new(Config::open(path)));
        }
    }

    fn open(&self, history: History, path: &Path, _: Journal) -> Opened {
        if history == History::App {
            Box::new(app::newest(Config::open(path)))
        } else {
            Box::new(people::newest(Config::open(path)))
        }
    }

    fn open_and_query(&self, _: History, path: &Path) -> Opened {
        let database = app::newest(Config::open(path));
        let count = database.transaction(|it| {
            it.query_one(aggregate(|rows| {
                let setting = rows.join(app::v10::Setting);
                rows.count_distinct(setting)
            }))
        });
        assert!(count >= 0);
        Box::new(database)
    }

    fn in_memory(&self, _: History) -> Opened {
        Box::new(app::newest(Config::open_in_memory()))
    }
}
