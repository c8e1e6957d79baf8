//! Holds the engine to SQLite's own way of testing: a run is made to fail at its first point, at its
//! second, and so on until it succeeds, and each time the file must be wholly old or wholly new.
//!
//! A [`Scenario`](scenario::Scenario) is a file and what becomes of it; a [`Fault`](sweep::Fault) is
//! a way to fail; the [`oracle`] says what may be found afterwards. The same statements without a
//! transaction are the control: they must not pass, or the sweep sees nothing.

pub mod store;

pub mod scenario;
pub mod state;

pub mod oracle;
pub mod subject;
pub mod sweep;

pub mod connection;
pub mod disk;
pub mod end;
pub mod kill;
pub mod limit;
pub mod memory;
pub mod power;
pub mod recovery;
pub mod vfs;
