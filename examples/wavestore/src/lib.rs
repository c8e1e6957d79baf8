//! WaveStore's three databases, each declared once with its whole history.
//!
//! [`objects`], [`filestore`] and [`sagas`] are generated from their declarations; [`migrations`]
//! offers them under the names of the hand-written module that applications call today.
//!
//! [`consolidation`] is a schema beside them, which shows how rows are moved in Rust.

pub mod consolidation;
pub mod demo;
mod filestore_db;
pub mod migrations;
mod objects_db;
mod saga_state;
mod sagas_db;

pub use self::{
    filestore_db::filestore, objects_db::objects, saga_state::SagaState, sagas_db::sagas,
};
