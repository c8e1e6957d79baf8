//! What is meant, and what has no meaning.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod object;
mod table;
mod template;
mod types;
mod value;

use schema_core::model::{Lifetime, Schema, Table};

use super::lower;
use crate::{
    report::Ctxt,
    syntax::{
        parse,
        testing::{around, clean, example, reports},
    },
};

/// The model of a source, which must be readable, and the reports about it.
fn read(source: &str) -> (Schema, Vec<(String, String)>) {
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, source.parse().expect("tokens"));
    assert!(cx.is_clean(), "{source}");
    let lowered = lower(&mut cx, &syntax);
    let model = lowered.model.clone();
    assert_eq!(lowered.tables.len(), model.tables.len());
    for (table, origin) in model.tables.iter().zip(&lowered.tables) {
        assert_eq!(table.columns.len(), origin.columns.len());
        assert_eq!(table.constraints.len(), origin.constraints.len());
        assert_eq!(table.indexes.len(), origin.indexes.len());
        assert_eq!(table.options.len(), origin.options.len());
    }
    assert_eq!(lowered.versions.len(), model.versions.len());
    assert_eq!(lowered.seeds.len(), model.seeds.len());
    (model, reports(cx))
}

/// The model of items in which everything has a meaning.
fn meant(items: &str) -> Schema {
    let (model, reports) = read(&around(items));
    assert_eq!(reports, Vec::new(), "in {items}");
    model
}

/// Asserts that one thing has no meaning, at these tokens, with a message that begins like this.
fn refused(items: &str, place: &str, message: &str) -> Schema {
    let (model, reports) = read(&around(items));
    assert_eq!(reports.len(), 1, "{reports:#?}\nin {items}");
    assert!(
        reports[0].1.starts_with(message),
        "{}\nin {items}",
        reports[0].1
    );
    assert_eq!(reports[0].0, place, "in {items}");
    model
}

/// The only table of a schema.
fn table(model: &Schema) -> &Table {
    assert_eq!(model.tables.len(), 1);
    &model.tables[0]
}

fn since(since: i64) -> Lifetime {
    Lifetime { since, until: None }
}

fn between(since: i64, until: i64) -> Lifetime {
    Lifetime {
        since,
        until: Some(until),
    }
}

#[test]
fn the_design_has_a_meaning() {
    let (model, reports) = read(example::EXAMPLE);
    assert_eq!(reports, Vec::new());
    assert_eq!((&*model.name, &*model.file), ("objects", "objects.db"));
    assert_eq!((model.first_version(), model.newest_version()), (1, 4));
    assert_eq!(
        model.versions[3].sentence,
        "Templates and agents share one table."
    );
    assert_eq!(
        model.legacy.sentence,
        "Files written before the schema carried a version number."
    );
    let tables: Vec<&str> = model.tables.iter().map(|it| &*it.name).collect();
    assert_eq!(
        tables,
        [
            "db_client",
            "db_window",
            "db_workspace",
            "db_tab",
            "db_layout",
            "db_block",
            "db_temp",
            "db_agent_definitions",
            "db_agent_content",
            "db_identity_accounts",
            "db_identity_bundles",
            "db_agent_instances",
            "db_agents",
        ]
    );
    assert_eq!(model.tables[12].columns[0].lifetime, since(4));
    assert_eq!(model.tables[7].columns[4].lifetime, since(2));
    let text = |list: &[(_, _)]| format!("{list:?}");
    assert_eq!(
        text(&model.seeds[0].item.values),
        r#"[("id", "'blank'"), ("name", "'__blank__'"), ("is_blank", "1")]"#
    );
}

#[test]
fn everything_has_a_meaning() {
    let (model, reports) = read(example::EVERYTHING);
    assert_eq!(reports, Vec::new());
    assert_eq!(model.mark(1), Some(0x5741_5645));
    assert_eq!(model.journal.as_deref(), Some("schema_history"));
    assert_eq!(model.tables.len(), 4);
}

#[test]
fn what_is_incomplete_is_lowered_too() {
    let mut cx = Ctxt::default();
    let source = around("table t { a: ?, b: i64, ..f } table u { c");
    let syntax = parse(&mut cx, format!("{source} }}").parse().expect("tokens"));
    let lowered = lower(&mut cx, &syntax);
    assert!(lowered.tables[0].incomplete);
    assert!(!reports(cx).is_empty());
    clean(&around(""));
}
