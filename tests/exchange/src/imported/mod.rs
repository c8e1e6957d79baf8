//! What `import` prints for the databases of the tests, compiled.
//!
//! `UPDATE_IMPORTED=1 cargo test -p exchange --test import` writes these files anew; read the difference
//! as a user would.

#![allow(
    missing_docs,
    reason = "they are written for programs that add their own words"
)]

pub mod composite_keys;
pub mod foreign_keys;
pub mod full_text;
pub mod generated;
pub mod indexes;
pub mod keys;
pub mod legacy;
pub mod mixed_keys;
pub mod odd_names;
pub mod strict;
pub mod triggers;
pub mod views;
