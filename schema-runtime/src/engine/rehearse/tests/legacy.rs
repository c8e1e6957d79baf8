//! Files without a version number.

use super::{
    super::{
        bench::Bench,
        legacy::{Names, Way},
    },
    World, accepted,
    world::{Declare, table},
};
use schema_core::{
    model::{LegacyAction, Text},
    plan,
    shape::Timeline,
};

fn rename(from: &'static str, to: &'static str) -> LegacyAction {
    let (from, to): (Text, Text) = (from.into(), to.into());
    LegacyAction::RenameTable { from, to }
}

fn agents() -> World {
    World {
        versions: 2,
        tables: vec![
            table("agent", 1, &["id TEXT not null", "slug TEXT"])
                .key("id")
                .check(2, "id != ''"),
        ],
        legacy: vec![
            rename("ghost", "spirit"),
            rename("spirit", "agent"),
            LegacyAction::DropIndex("old_slug".into()),
            LegacyAction::DropTable("workflow".into()),
        ],
        ..World::default()
    }
}

#[test]
fn legacy_files_are_rehearsed_with_each_kind_of_name() {
    accepted(&agents());
}

/// The tables of an unstamped file.
fn tables(names: Names) -> Vec<String> {
    let schema = agents().schema();
    let timeline = Timeline::of(&schema);
    let bench = Bench::new(&schema, &|_| Ok(())).unwrap();
    let stage = plan::creation(&timeline.shapes()[0]);
    bench
        .keep(std::slice::from_ref(&stage), &stage.after)
        .unwrap();
    let way = Way {
        stage: plan::between(&stage.after, &timeline.shapes()[1]),
        program: (&schema).into(),
        timeline: &timeline,
    };
    way.age(&bench.connection, names).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    let mut statement = bench.connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

#[test]
fn files_are_made_as_they_were_before_the_history() {
    assert_eq!(tables(Names::None), ["agent"]);
    assert_eq!(tables(Names::Legacy), ["ghost", "old_slug", "workflow"]);
    assert_eq!(
        tables(Names::Both),
        ["agent", "ghost", "old_slug", "spirit", "workflow"]
    );
}
