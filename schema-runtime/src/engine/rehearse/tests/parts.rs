//! Rehearsals in parts.

use super::{
    super::{Refused, excerpt::excerpt, part_by_part, parts::Parts},
    World, accepted, refused,
    world::{Declare, column, sql, table},
};
use schema_core::{
    model::{Action, Schema},
    shape::Timeline,
};

/// Rehearses about so many tables at a time.
pub(super) fn rehearse(schema: &Schema, together: usize) -> Result<(), Refused> {
    let parts = Parts::with(schema, &Timeline::of(schema), together);
    parts.map_or(Ok(()), |parts| {
        part_by_part((schema.into(), &[]), &parts, None).map(drop)
    })
}

/// The versions and the tables of each part.
fn parts(world: &World, together: usize) -> Vec<(Vec<i64>, Vec<String>)> {
    let schema = world.schema();
    let parts = Parts::with(&schema, &Timeline::of(&schema), together).unwrap();
    let seen = |part: Schema| {
        let versions = part.versions.iter().map(|it| it.number).collect();
        let tables = part.tables.iter().map(|it| it.name.to_string());
        (versions, tables.filter(|it| !it.is_empty()).collect())
    };
    let groups = parts.groups().into_iter();
    let schemas = groups.map(|own| excerpt(&schema, &parts, &own));
    schemas.map(seen).collect()
}

/// Three tables, each of which refers to the one before it, and each of which changes once.
fn chain() -> World {
    let columns = ["id INTEGER", "name TEXT not null", "parent INTEGER"];
    let one = table("one", 1, &columns).key("id");
    let two = table("two", 1, &columns).key("id").refers("parent", "one");
    let three = table("three", 1, &columns)
        .key("id")
        .refers("parent", "two");
    World {
        versions: 5,
        tables: vec![
            one.add(2, None, column("more TEXT")),
            two.add(3, None, column("more TEXT")),
            three.add(4, None, column("more TEXT")),
        ],
        ..World::default()
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn a_part_has_the_parents_of_its_tables_and_the_versions_that_concern_them() {
    let expected = [
        (vec![1, 2, 5], names(&["one"])),
        (vec![1, 2, 3, 5], names(&["one", "two"])),
        (vec![1, 3, 4, 5], names(&["two", "three"])),
    ];
    assert_eq!(parts(&chain(), 1), expected);
    accepted(&chain());
}

#[test]
fn what_a_statement_reads_stays_together() {
    let mut world = chain();
    let text = "UPDATE one SET name = (SELECT max(name) FROM three)";
    world.actions.push(sql(5, text));
    let expected = [
        (vec![1, 2, 3, 4, 5], names(&["one", "two", "three"])),
        (vec![1, 2, 3, 5], names(&["one", "two"])),
    ];
    assert_eq!(parts(&world, 1), expected);
    accepted(&world);
}

#[test]
fn tables_that_have_one_name_after_the_other_stay_together() {
    let mut world = chain();
    let renamed = |from: &'static str, to: &'static str| Action::RenameTable {
        from: from.into(),
        to: to.into(),
    };
    world.tables.truncate(1);
    world
        .tables
        .push(table("now", 1, &["id INTEGER"]).key("id"));
    world
        .tables
        .push(table("later", 5, &["id INTEGER"]).key("id"));
    world.actions.push((3, renamed("later", "now")));
    let expected = [
        (vec![1, 2, 5], names(&["one"])),
        (vec![1, 3, 5], names(&["now", "later"])),
    ];
    assert_eq!(parts(&world, 1), expected);
    accepted(&world);
}

#[test]
fn what_one_of_many_tables_is_refused_for_is_found() {
    let mut world = World {
        versions: 3,
        ..World::default()
    };
    for at in 0..40 {
        let name: &'static str = Box::leak(format!("t{at}").into_boxed_str());
        world.tables.push(table(name, 1, &["id INTEGER"]).key("id"));
    }
    accepted(&world);
    let broken = std::mem::take(&mut world.tables[37]);
    world.tables[37] = broken.check(2, "id > no_such_column");
    assert_eq!(refused(&world).version, 2);
}
