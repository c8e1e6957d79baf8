//! Straight ways: which are gone, and what they find.

use super::super::sow::Hints;
use super::{
    super::{
        bench::Bench,
        history::{sow, ways},
        straight::{MOST, Straight},
    },
    World, accepted,
    world::{Declare, column, sql, table},
};
use crate::engine::error::RehearsalError;
use schema_core::{plan, shape::Timeline};

/// The versions from which files are brought straight to a later one.
fn starts(world: &World) -> Vec<(i64, i64)> {
    let schema = world.schema();
    let timeline = Timeline::of(&schema);
    let ways = ways(&schema, &timeline);
    let straight = Straight::new(&schema, &timeline, &ways, MOST);
    let mut starts = straight.ends();
    starts.sort_unstable();
    starts
}

/// A table that gets a condition with each version of `rebuilds`, on a column of its own.
fn rebuilt(versions: i64, rebuilds: &[i64]) -> World {
    let columns = [
        "id INTEGER",
        "n INTEGER not null",
        "a INTEGER not null",
        "b INTEGER not null",
        "c INTEGER not null",
        "d INTEGER not null",
    ];
    let mut note = table("note", 1, &columns).key("id");
    for since in rebuilds {
        let checks = ["a > 0", "b > -1", "c > -2", "d > -3"];
        note = note.check(*since, checks[since.unsigned_abs() as usize % 4]);
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

/// A label that is made of a number, which has become a whole one the version before.
fn labelled() -> World {
    let mut whole = column("n INTEGER");
    whole.from = Some("CAST(n AS INTEGER)".into());
    let mut label = column("label TEXT");
    label.from = Some("n || ''".into());
    let note = table("note", 1, &["id INTEGER"])
        .key("id")
        .add(1, Some(2), column("n REAL"))
        .add(2, None, whole)
        .add(3, None, label);
    World {
        versions: 3,
        tables: vec![note],
        ..World::default()
    }
}

#[test]
fn what_comes_out_differently_at_once_is_not_merged() {
    let world = labelled();
    assert_eq!(starts(&world), []);
    accepted(&world);
}

#[test]
fn what_comes_out_differently_at_once_is_found() {
    let schema = labelled().schema();
    let timeline = Timeline::of(&schema);
    let ways = ways(&schema, &timeline);
    let [first, second, third] = timeline.shapes() else {
        panic!("three versions");
    };
    let wrongly_merged = plan::between(first, third);
    let mut straight = Straight::of(vec![wrongly_merged]);
    let bench = Bench::new(&schema, &|_| Ok(())).unwrap();
    let mut arrived = Ok(());
    for (shape, way) in [first, second, third].into_iter().zip(&ways) {
        bench.keep(way, shape).unwrap();
        arrived = arrived.and_then(|()| straight.arrive(&bench, shape));
        sow(&bench.connection, &timeline, way, &Hints::default()).unwrap();
        straight.depart(&bench, shape).unwrap();
    }
    let error = arrived.unwrap_err().error;
    assert!(
        matches!(
            *error,
            RehearsalError::RowsDiffer {
                from: 1,
                version: 3,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn the_cost_of_straight_ways_is_in_proportion_to_the_history() {
    // From each version on, what is left ends with the rebuild of another table.
    let mut wide = table("wide", 1, &["id INTEGER"]).key("id");
    for since in 2..=60 {
        let name = Box::leak(format!("c{since} TEXT").into_boxed_str());
        wide = wide.add(since, None, column(name));
    }
    let rebuilt = rebuilt(60, &[59, 60]).tables;
    let world = World {
        versions: 60,
        tables: [vec![wide], rebuilt].concat(),
        ..World::default()
    };
    let schema = world.schema();
    let timeline = Timeline::of(&schema);
    let ways = ways(&schema, &timeline);
    let straight = Straight::new(&schema, &timeline, &ways, MOST);
    let steps: usize = ways.iter().flatten().map(|it| it.steps.len()).sum();
    let found = straight.steps();
    assert!(found > 0 && found <= 5 * steps, "{found}, {steps}");
    assert!(straight.ends().contains(&(1, 60)));
}
