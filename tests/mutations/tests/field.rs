//! The tests of files notice whatever is broken in the engine.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::Path;

use mutations::{
    field::Field,
    field_table::FIELD,
    mutation::{Verdict, problems, unnoticed},
};

/// Quick, so that whoever changes the engine hears of it at once.
#[test]
fn every_text_is_where_it_is_to_be_broken() {
    let problems = problems(FIELD, &Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// `MUTATIONS` can be parts of what is broken, separated by `|`.
#[test]
#[ignore = "runs the tests of files once for each thing that is broken: some minutes"]
fn whatever_is_broken_is_noticed() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("field");
    let field = Field::new(&repository.canonicalize().unwrap(), &folder, FIELD)
        .unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(field.test(None).unwrap(), Verdict::AsExpected);
    let unnoticed = unnoticed(FIELD, |it| field.test(Some(it))).unwrap();
    assert!(unnoticed.is_empty(), "not noticed: {unnoticed:#?}");
}
