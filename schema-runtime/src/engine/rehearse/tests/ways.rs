//! Straight ways: which are gone, and what they find.

use super::{
    super::{Straight, ways},
    World, accepted,
    world::{column, sql, table},
};
use crate::shape::Timeline;

/// The versions from which files are brought straight to a later one.
fn starts(world: &World) -> Vec<(i64, i64)> {
    let schema = world.schema();
    let timeline = Timeline::of(&schema);
    let ways = ways(&schema, &timeline);
    let straight = Straight::new(&schema, &timeline, &ways);
    let mut starts = straight.ends();
    starts.sort_unstable();
    starts
}

/// A table that gets a condition with each version of `rebuilds`.
fn rebuilt(versions: i64, rebuilds: &[i64]) -> World {
    let mut note = table("note", 1, &["id INTEGER", "n INTEGER not null"]).key("id");
    for since in rebuilds {
        note = note.check(
            *since,
            ["n > 0", "n > -1", "n > -2", "n > -3"][since.unsigned_abs() as usize % 4],
        );
    }
    World {
        versions,
        tables: vec![note],
        ..World::default()
    }
}

#[test]
fn adding_columns_is_the_same_at_once() {
    let mut note = table("note", 1, &["id INTEGER"]).key("id");
    for since in 2..=6 {
        note = note.add(
            since,
            None,
            column(
                ["a TEXT", "b TEXT", "c TEXT", "d TEXT", "e TEXT"]
                    [since.unsigned_abs() as usize - 2],
            ),
        );
    }
    let world = World {
        versions: 6,
        tables: vec![note],
        ..World::default()
    };
    assert_eq!(starts(&world), []);
    accepted(&world);
}

#[test]
fn rebuilds_that_are_merged_are_gone_from_each_start() {
    let world = rebuilt(4, &[2, 3, 4]);
    assert_eq!(starts(&world), [(1, 4), (2, 4)]);
    accepted(&world);
}

#[test]
fn a_data_step_ends_what_is_merged() {
    let mut world = rebuilt(6, &[2, 3, 5, 6]);
    world.actions = vec![sql(4, "UPDATE note SET n = n + 1")];
    assert_eq!(starts(&world), [(1, 3), (4, 6)]);
    accepted(&world);
}
