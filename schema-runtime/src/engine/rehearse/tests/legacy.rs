//! Files without a version number.

use super::{
    World, accepted, refused,
    world::{column, table},
};
use crate::model::{LegacyAction, Text};

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

#[test]
fn a_file_with_both_names_may_be_what_can_not_be_upgraded() {
    // The rows of the legacy names can't meet what version 2 asks for.
    let mut world = agents();
    world.tables = vec![
        table("agent", 1, &["id TEXT not null"])
            .key("id")
            .add(1, None, column("n INTEGER"))
            .check(2, "n > 1"),
    ];
    assert_eq!(refused(&world).version, 2);
}
