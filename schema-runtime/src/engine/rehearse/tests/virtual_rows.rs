//! What counts as a loss of virtual tables, and when an index is stale.

use rusqlite::Connection;

use super::{
    super::virtual_rows::{self, LastReads},
    World, accepted,
    world::{Declare, lived, sql, table},
};
use crate::engine::{
    data::Program,
    error::{RehearsalError, Rehearsed},
};
use schema_core::{
    model::{Action, Schema, VirtualTable},
    plan,
    shape::Timeline,
};

fn schema() -> Schema {
    let world = World {
        versions: 2,
        tables: vec![table("song", 1, &["id INTEGER", "title TEXT"]).key("id")],
        virtual_tables: vec![
            ("kept", "fts5(body)"),
            ("new_name", "fts4(body)"),
            ("bare", "fts5(body, content='')"),
            ("boxes", "rtree(id, x0, x1)"),
            ("songs", "fts5(title, content=song, content_rowid=id)"),
        ],
        actions: vec![(
            2,
            Action::RenameTable {
                from: "old_name".into(),
                to: "new_name".into(),
            },
        )],
        ..World::default()
    };
    let mut schema = world.schema();
    let form = |since, until, using: &'static str| {
        let (name, using) = ("formed".into(), using.into());
        let from = None;
        lived(since, until, VirtualTable { name, using, from })
    };
    let forms = [
        form(1, Some(2), "fts5(body, more)"),
        form(2, None, "fts5(more, body)"),
    ];
    schema.virtual_tables.to_mut().extend(forms);
    schema
}

/// Goes from the first version to the second, and does `harm` then.
fn after(harm: &str) -> Rehearsed<()> {
    let schema = schema();
    let connection = Connection::open_in_memory().unwrap();
    let stage = plan::plan(&schema, 1, 2).stages.pop().unwrap();
    let run = |steps: &[plan::Step]| {
        for step in steps {
            connection.execute_batch(&step.to_string()).unwrap();
        }
    };
    run(&plan::creation(&stage.before).steps);
    connection
        .execute_batch("INSERT INTO song VALUES (1, 'autumn leaves')")
        .unwrap();
    let timeline = Timeline::of(&schema);
    let last_reads = LastReads::of(Program::from(&schema), &timeline);
    virtual_rows::sow(&connection, &stage.before, &last_reads);
    let before = virtual_rows::before(&connection, &stage);
    run(&stage.steps);
    connection.execute_batch(harm).unwrap();
    virtual_rows::check(&connection, &stage, &before)
}

#[test]
fn rows_that_stay_are_no_loss() {
    after("").unwrap();
    after("INSERT INTO kept VALUES ('more')").unwrap();
}

#[test]
fn a_row_that_goes_is_a_loss() {
    for harm in [
        "DELETE FROM kept WHERE rowid = (SELECT max(rowid) FROM kept)",
        "UPDATE kept SET body = 'other'",
        "UPDATE kept SET rowid = rowid + 1",
        "DELETE FROM new_name",
        "INSERT INTO bare (bare) VALUES ('delete-all')",
        "DELETE FROM boxes",
        "UPDATE boxes SET x1 = x1 + 1",
        "UPDATE formed SET body = more, more = body",
    ] {
        let error = after(harm).unwrap_err();
        assert!(
            matches!(error, RehearsalError::RowsLost { version: 2, .. }),
            "{harm}: {error}"
        );
    }
}

#[test]
fn an_index_that_is_behind_is_damaged() {
    for harm in [
        "UPDATE song SET title = 'summertime'",
        "INSERT INTO song VALUES (2, 'summertime')",
        "INSERT INTO songs (songs) VALUES ('delete-all')",
        "DELETE FROM kept_data WHERE id > 10",
    ] {
        let error = after(harm).unwrap_err();
        assert!(
            matches!(error, RehearsalError::Damaged { version: 2, .. }),
            "{harm}: {error}"
        );
    }
}

#[test]
fn steps_may_read_and_write_them() {
    for text in [
        "DELETE FROM kept",
        "INSERT INTO song (id, title) SELECT rowid, body FROM KEPT",
        "UPDATE boxes SET x0 = x0 - 1",
        "INSERT INTO bare (rowid, body) SELECT id, title FROM song",
    ] {
        let world = World {
            versions: 3,
            tables: vec![
                table("song", 1, &["id INTEGER", "title TEXT"])
                    .key("id")
                    .check(1, "length(title) < 9"),
            ],
            virtual_tables: vec![
                ("kept", "fts5(body)"),
                ("bare", "fts5(body, content='')"),
                ("boxes", "rtree(id, x0, x1)"),
                ("songs", "fts5(title, content=song, content_rowid=id)"),
            ],
            actions: vec![sql(2, text)],
            ..World::default()
        };
        accepted(&world);
    }
}
