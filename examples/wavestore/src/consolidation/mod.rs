//! A data step in Rust: the next version of `objects.db` could make one table of two.
//!
//! Since version 4, `db_agents` stands beside `db_agent_definitions` and `db_agent_instances`. Here,
//! version 5 moves what they say into it, lets what belongs to an agent refer to `db_agents`, and
//! retires the two. [`agents`] declares it, and `step` is the function that it runs.
//!
//! No store depends on this: it is a schema of its own, of the tables that are about agents.

mod schema;
mod step;

pub use self::schema::agents;
