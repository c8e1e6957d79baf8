//! In a schema where much hangs together, one mistake is still one error.

use proc_macro2::TokenStream;
use proptest::{prelude::*, test_runner::RngSeed};

use super::found;
use crate::syntax::testing::fuzz::{change, mutate, survives};

/// Tables that refer to each other, and what is on them.
const LIBRARY: &str = r#"
pub schema library in "library.db" {
    const KINDS: Kind = [book, film, tape since 3];
    extern collation uca;

    history {
        /// Files without a number.
        legacy { rename people => author; drop index by_person; drop table scratch; }
        /// The first.
        version 1;
        /// Pages.
        version 2 { sql "UPDATE author SET name = trim(name)"; }
        /// Titles.
        version 3 { rename works => work; rename work.name => title; }
        /// Loans.
        version 4;
    }

    fragment times { created_at: i64 = 0, updated_at: i64 = 0 }

    table author { id: i64 primary key autoincrement, name: String unique collate uca, ..times since 2 }
    table work as Work {
        id: i64 primary key,
        title: String check "title <> ''",
        author_id: i64 references author(id) on delete cascade,
        pages: Option<i64> since 2 until 4, pages: i64 = 0 since 4 from "coalesce(pages, 0)",
        shelf: Option<i64> until 3,
        size: i64 since 3 generated "length(title)",
        ..times,
        index work_title (title collate nocase, author_id desc),
        index work_pages (pages) where "pages > 0" since 2,
        index work_shelf (shelf) until 3,
        unique (author_id, title),
    }
    table copy_of_{kind} for kind in KINDS as Copy {
        work_id: i64 references work(id),
        number: i64,
        note: Option<String> since 2,
        primary key (work_id, number),
        index copy_{kind}_number (number),
    }
    table loan since 4 {
        work_id: i64, number: i64, until: i64,
        foreign key (work_id, number) references copy_of_book(work_id, number) on delete cascade,
    }
    view titles "SELECT title FROM work";
    trigger touch after update of title, author_id on work "UPDATE work SET updated_at = 1;";
    virtual table search since 3 using "fts5(title, content=work)";
    seed author { id: 1, name: "Anonymous" }
    seed work { id: 1, title: "Beowulf", author_id: 1, created_at: 5 }
}
"#;

/// Asserts that with one piece of the text changed there is one error.
fn one_error(from: &str, to: &str) {
    assert_eq!(LIBRARY.matches(from).count(), 1, "{from}");
    let source = LIBRARY.replacen(from, to, 1);
    let reports = found(source.parse().expect("tokens"));
    let helped = reports.iter().filter(|(_, it)| it.contains("\nhelp: "));
    assert_eq!(helped.count(), 1, "{reports:#?}\nwith {to}");
}

#[test]
fn the_library_is_sound() {
    let reports = found(LIBRARY.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}");
}

#[test]
fn a_wrong_version_is_one_error() {
    one_error("version 4;", "version 3;");
    one_error("version 4;", "version 5;");
    one_error("version 4;", "version 0;");
    one_error(
        "/// The first.\n        version 1;",
        "/// The first.\n version one;",
    );
    one_error("size: i64 since 3", "size: i64 since 30");
    one_error(
        "pages: Option<i64> since 2 until 4",
        "pages: Option<i64> since 2 until 2",
    );
    one_error("table loan since 4", "table loan since 5");
    one_error("tape since 3", "tape since 30");
}

#[test]
fn a_line_that_cannot_be_read_is_one_error() {
    one_error("title: String check", "title String check");
    one_error("author_id: i64 references", "author_id i64 references");
    one_error("table author {", "tabel author {");
    one_error("name: String unique", "name: Strin unique");
    one_error("number: i64,\n        note", "number: u64,\n        note");
    one_error(
        "/// Titles.\n        version 3 {",
        "/// Titles.\n        version 3 { frobnicate;",
    );
    one_error("..times,\n", "..time,\n");
    one_error("for kind in KINDS", "for kind in KIND");
}

#[test]
fn a_wrong_name_is_one_error() {
    one_error("table author {", "table writer {\n");
    one_error(
        "id: i64 primary key,\n        title",
        "key: i64 primary key,\n        title",
    );
    one_error("rename works => work;", "rename works => wrok;");
    one_error("rename work.name => title;", "rename work.title => name;");
    one_error("rename work.name => title;", "rename works.name => title;");
    one_error("references work(id)", "references work(identity)");
    one_error("view titles", "view work");
    one_error(
        "index work_shelf (shelf) until 3",
        "index work_shelf (shelf)",
    );
    one_error(
        "primary key (work_id, number)",
        "primary key (work_id, numbr)",
    );
}

#[test]
fn a_line_too_many_or_too_few_is_one_error() {
    one_error(
        "shelf: Option<i64> until 3,",
        "shelf: Option<i64> until 3, title: i64,",
    );
    one_error(
        "shelf: Option<i64> until 3,",
        "shelf: Option<i64> until 3, PAGES: i64 = 1,",
    );
    one_error(
        "number: i64,\n        note",
        "number: i64, number: i64,\n        note",
    );
    one_error("primary key (work_id, number),\n        index", "index");
    one_error("collate uca", "collate ucb");
    one_error(" from \"coalesce(pages, 0)\"", "");
    one_error("note: Option<String> since 2", "note: String since 2");
    one_error("index copy_{kind}_number", "index copy_number");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_mutation_panics(changes in prop::collection::vec(change(), 1..4)) {
        let mut tokens: TokenStream = LIBRARY.parse().expect("tokens");
        for (mut place, change) in changes {
            tokens = mutate(tokens, &mut place, &change);
        }
        survives(tokens)?;
    }
}
