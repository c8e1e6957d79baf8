//! sqlx, which can share SQLite with rusqlite 0.39.

mod sqlx;

use crate::sqlx::Sqlx;

fn main() {
    peers_common::run(&[&Sqlx::default()]);
}
