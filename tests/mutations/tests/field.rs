//! The tests of files notice whatever is broken in the engine.

#![allow(clippy::unwrap_used, missing_docs)]

use std::{env, path::Path, time::Instant};

use mutations::{
    field::Field,
    field_table::FIELD,
    mutation::{Verdict, problems},
};

/// Quick, so that whoever changes the engine hears of it at once.
#[test]
fn every_text_is_where_it_is_to_be_broken() {
    let problems = problems(FIELD, &Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// `MUTATIONS` can be a part of what is broken.
#[test]
#[ignore = "builds the crate and its tests once for each thing that is broken: half an hour"]
fn whatever_is_broken_is_noticed() {
    let which = env::var("MUTATIONS").unwrap_or_default();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("field");
    let field = Field::new(&repository.canonicalize().unwrap(), &folder).unwrap();
    assert_eq!(field.test().unwrap(), Verdict::AsExpected);
    let mut unnoticed = Vec::new();
    let chosen: Vec<_> = FIELD
        .iter()
        .filter(|it| it.breaks.contains(&which))
        .collect();
    assert!(!chosen.is_empty(), "nothing is called `{which}`");
    for mutation in chosen {
        let begun = Instant::now();
        let verdict = field.test_with(mutation).unwrap();
        let took = begun.elapsed().as_secs_f32();
        println!("{took:>5.1} s  {}\n         {verdict}", mutation.breaks);
        if !matches!(verdict, Verdict::Noticed(_)) {
            unnoticed.push(mutation.breaks);
        }
    }
    assert!(unnoticed.is_empty(), "not noticed: {unnoticed:#?}");
}
