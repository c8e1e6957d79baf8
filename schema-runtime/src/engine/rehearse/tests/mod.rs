//! Histories that a rehearsal must accept, and those that it must not.

#![allow(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::similar_names,
    clippy::unwrap_used
)]

mod cost;
mod externs;
mod legacy;
mod older;
mod parts;
mod rows;
mod sown;
mod virtual_rows;
mod ways;
mod world;

use self::world::World;
use super::{Refused, Rehearsal, rehearse};
use schema_core::model::Extern;

/// What is accepted as a whole has to be accepted in parts as well.
fn accepted(world: &World) -> Rehearsal {
    let schema = world.schema();
    let rehearsal = rehearse(&schema).unwrap_or_else(|refused| panic!("{}", refused.error));
    if !world
        .externs
        .iter()
        .any(|it| matches!(it, Extern::Module(_) | Extern::Tokenizer(_)))
    {
        parts::rehearse(&schema, 1).unwrap_or_else(|refused| panic!("{}", refused.error));
    }
    rehearsal
}

fn refused(world: &World) -> Refused {
    rehearse(&world.schema()).unwrap_err()
}
