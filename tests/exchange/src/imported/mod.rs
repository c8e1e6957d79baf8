//! What `import` prints for the databases of the tests, compiled.
//!
//! `UPDATE_IMPORTED=1 cargo test -p exchange --test import` writes these files anew; read the difference
//! as a user would.

#![allow(
    missing_docs,
    reason = "they are written for programs that add their own words"
)]

pub mod composite_keys;
pub mod core_data;
pub mod diesel;
pub mod django;
pub mod ef_core;
pub mod foreign_keys;
pub mod full_text;
pub mod generated;
pub mod gorm;
pub mod grown;
pub mod indexes;
pub mod keys;
pub mod laravel;
pub mod legacy;
pub mod mixed_keys;
pub mod odd_names;
pub mod prisma;
pub mod rails;
pub mod refinery;
pub mod room;
pub mod sqlalchemy;
pub mod sqlite_utils;
pub mod sqlx;
pub mod strict;
pub mod triggers;
pub mod typeorm;
pub mod views;
