//! The rehearsal notices whatever is broken in the planner and the engine.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use mutations::{
    awkward::library,
    mutation::{Verdict, problems, unnoticed},
    table::MUTATIONS,
    workshop::{Subject, Workshop},
};
use rusqlite_schema::Schema;
use schema_core::model::Action;

/// The library, but its last version takes the authors away from under their books.
fn orphaning() -> Schema {
    let mut schema = library::SCHEMA.clone();
    let last = schema.versions.to_mut().last_mut().unwrap();
    let sql = Action::Sql("DELETE FROM author".into());
    last.actions.to_mut().push(sql);
    schema
}

fn workshop() -> Workshop {
    let orphaning = orphaning();
    let subject = |name, is_sound, schema| Subject {
        name,
        is_sound,
        schema,
    };
    let subjects = [
        subject("objects", true, &wavestore::objects::SCHEMA),
        subject("library", true, &library::SCHEMA),
        subject("library without authors", false, &orphaning),
    ];
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutations");
    Workshop::new(&repository, &folder, &subjects, MUTATIONS).unwrap()
}

/// Quick, so that whoever changes the planner or the engine hears of it at once.
#[test]
fn every_text_is_where_it_is_to_be_broken() {
    let problems = problems(
        MUTATIONS,
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."),
    );
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
#[ignore = "builds a runtime in which everything is broken, and rehearses once for each thing that is: a minute"]
fn whatever_is_broken_is_noticed() {
    let workshop = workshop();
    assert_eq!(workshop.rehearse(None).unwrap(), Verdict::AsExpected);
    let unnoticed = unnoticed(MUTATIONS, |it| workshop.rehearse(Some(it))).unwrap();
    assert!(unnoticed.is_empty(), "not noticed: {unnoticed:#?}");
}
