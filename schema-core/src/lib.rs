//! What `rusqlite-schema` knows of schemas without SQLite: the model, the planner, the comparison.
//!
//! Nothing here knows where a declaration was written, and nothing runs SQL: the macro turns what is
//! reported into positions in the user's source, and the engine runs the plans.
//!
//! [`model`] is what a schema means, [`shape`] what it looks like at one version, [`plan`] how to get
//! from one shape to another, [`found`] what a file has, [`ddl`] how all of it is written, [`sql`] its tokens and names,
//! [`seal`] the fingerprint of a version, [`floor`] the oldest programs that can work with it, and
//! [`mod@foreseen`] what SQLite keeps of a file that is as declared.
//!
//! ```
//! use schema_core::{
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

mod complete;
pub mod ddl;
pub mod floor;
pub mod foreseen;
pub mod found;
pub mod model;
pub mod plan;
pub mod seal;
pub mod shape;
pub mod sql;
