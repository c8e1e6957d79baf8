//! rusqlite_migration, rust-query and diesel_migrations, which can share SQLite with rusqlite 0.40.

mod diesel_migrations;
mod rusqlite_migration;
mod rust_query;

use crate::{
    diesel_migrations::DieselMigrations, rusqlite_migration::RusqliteMigration,
    rust_query::RustQuery,
};

fn main() {
    let rusqlite_migration = RusqliteMigration::default();
    peers_common::run(&[&rusqlite_migration, &DieselMigrations, &RustQuery]);
}
