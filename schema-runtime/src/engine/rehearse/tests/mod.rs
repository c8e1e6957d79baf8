//! Histories that a rehearsal must accept, and those that it must not.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod cost;
mod externs;
mod legacy;
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
