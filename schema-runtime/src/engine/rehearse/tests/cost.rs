//! What a rehearsal costs. `cargo test --release -p schema-runtime --features rehearsal,bundled -- --ignored cost --nocapture`

use std::time::Instant;

use super::{
    World, accepted,
    world::{Declare, column, sql, table},
};

/// A history in which each version adds a column, and each fourth changes one by a rebuild.
fn history(tables: usize, versions: i64) -> World {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let mut world = World {
        versions,
        ..World::default()
    };
    for at in 0..tables {
        let mut it = table(
            leak(format!("t{at}")),
            1,
            &["id INTEGER", "name TEXT not null", "n INTEGER not null"],
        )
        .key("id");
        if at > 0 {
            it = it
                .add(1, None, column("parent INTEGER"))
                .refers("parent", leak(format!("t{}", at - 1)));
        }
        world.tables.push(it);
    }
    for since in 2..=versions {
        let at = since.unsigned_abs() as usize % tables;
        let it = std::mem::take(&mut world.tables[at]);
        world.tables[at] = match since % 4 {
            0 => it.check(since, leak(format!("n > -{since}"))),
            _ => it.add(since, None, column(leak(format!("c{since} TEXT")))),
        };
        if since % 10 == 0 {
            world
                .actions
                .push(sql(since, leak(format!("UPDATE t{at} SET n = n + 1"))));
        }
    }
    world
}

#[test]
#[ignore = "a measurement"]
fn cost_of_a_rehearsal() {
    for (tables, versions) in [(10, 25), (10, 50), (10, 100), (20, 100), (20, 200)] {
        let world = history(tables, versions);
        let begun = Instant::now();
        accepted(&world);
        println!(
            "{tables} tables, {versions} versions: {:?}",
            begun.elapsed()
        );
    }
}
