//! The model, the planner and the engine behind `rusqlite-schema`.
//!
//! Nothing here knows where a declaration was written: the macro crate turns what this one reports
//! into positions in the user's source. Without the `engine` feature the crate is pure: no SQLite.
//!
//! [`model`] is what a schema means, [`shape`] what it looks like at one version, [`plan`] how to get
//! from one shape to another, [`found`] what a file has, [`sql`] how all of it is written,
//! [`seal`] the fingerprint of a version, [`floor`] the oldest programs that can work with it, and
//! [`mod@foreseen`] what SQLite keeps of a file that is as declared. The `engine` runs plans.
//!
//! ```
//! use schema_runtime::{
//!     model::{Column, Lifetime, Lived, Schema, Table, Version},
//!     plan::plan,
//! };
//!
//! let column = |name: &'static str, since| Lived {
//!     lifetime: Lifetime { since, until: None },
//!     item: Column { name: name.into(), ty: "TEXT".into(), ..Column::default() },
//! };
//! let schema = Schema {
//!     versions: [1, 2].map(|number| Version { number, ..Version::default() }).to_vec().into(),
//!     tables: vec![Table {
//!         name: "book".into(),
//!         lifetime: Lifetime { since: 1, until: None },
//!         columns: vec![column("title", 1), column("author", 2)].into(),
//!         ..Table::default()
//!     }]
//!     .into(),
//!     ..Schema::default()
//! };
//! let plan = plan(&schema, 1, 2);
//! let step = &plan.stages[0].steps[0];
//! assert_eq!(step.to_string(), "ALTER TABLE main.book ADD COLUMN author TEXT");
//! assert_eq!(step.summary(), "add column book.author");
//! ```

#[cfg(feature = "engine")]
pub mod engine;
pub mod floor;
pub mod foreseen;
pub mod found;
pub mod model;
pub mod plan;
pub mod seal;
pub mod shape;
pub mod sql;
