//! rusqlite_migration, rust-query and diesel_migrations, which can share SQLite with rusqlite 0.40.

mod rusqlite_migration;

use crate::rusqlite_migration::RusqliteMigration;

fn main() {
    peers_common::run(&[&RusqliteMigration]);
}
