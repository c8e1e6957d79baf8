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
mod rows;
mod sown;
mod ways;
mod world;

use self::world::World;
use super::{Refused, Rehearsal, rehearse};

fn accepted(world: &World) -> Rehearsal {
    rehearse(&world.schema()).unwrap_or_else(|refused| panic!("{}", refused.error))
}

fn refused(world: &World) -> Refused {
    rehearse(&world.schema()).unwrap_err()
}
