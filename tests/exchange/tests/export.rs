//! Files of SQL that lead to the same database as the engine.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use exchange::{club, shop, shop_before};
use mutations::awkward::library;
use rusqlite_schema::{Outcome, Schema, introspect, rusqlite::Connection};
use support::{rows, run};
use tempfile::TempDir;

/// The exported files, in the order of their names.
fn export(folder: &TempDir, schema: &str, more: &[&str]) -> Vec<PathBuf> {
    let arguments = [&["export", "out", "--database", schema], more].concat();
    let said = run(folder.path(), &arguments);
    assert_eq!(said.code, 0, "{}", said.complaints);
    files(&folder.path().join("out"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = entries.collect();
    files.sort();
    files
}

/// Runs a file as sqlx, refinery and D1 run it: in a transaction, with foreign keys as they are.
fn replay(connection: &Connection, file: &Path) {
    let sql = fs::read_to_string(file).unwrap();
    let transaction = connection.unchecked_transaction().unwrap();
    transaction
        .execute_batch(&sql)
        .unwrap_or_else(|error| panic!("{}: {error}\n{sql}", file.display()));
    transaction
        .commit()
        .unwrap_or_else(|error| panic!("{}: {error}\n{sql}", file.display()));
}

fn empty(foreign_keys: bool) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .pragma_update(None, "foreign_keys", foreign_keys)
        .unwrap();
    connection
}

fn stamp(connection: &Connection) -> i64 {
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

/// Whether two databases have the same tables, indexes, views and triggers; the order of columns and
/// the spelling of SQL don't count.
fn assert_same(schema: &Schema, version: i64, found: &Connection) {
    let found = introspect(found).unwrap();
    let differences = schema_differences(schema, version, &found);
    assert!(
        differences.is_empty(),
        "version {version}: {differences:#?}"
    );
}

fn schema_differences(
    schema: &Schema,
    version: i64,
    found: &rusqlite_schema::Found,
) -> Vec<rusqlite_schema::Difference> {
    schema_core::found::compare(&schema.shape(version), found)
}

/// Rows for the first version of the library, in every table of it.
const FIRST_ROWS: &str = "
    INSERT INTO author (id, name, born) VALUES (1, 'Ann', NULL), (2, 'Ben', 1950), (7, 'Cleo', 1900);
    INSERT INTO book (id, title, note, author_id, pages, euros) VALUES
        (1, 'Emma', 'read', 1, NULL, 2.5), (2, 'Dune', NULL, 1, 412, NULL), (5, 'Anna', 'x', 7, 9, 1);
    DELETE FROM book WHERE id = 5;
    INSERT INTO tag VALUES (1, 'old', 0.5), (1, 'new', NULL), (2, 'sand', 2);
    INSERT INTO member (id, name, sponsor) VALUES (1, 'Zoe', NULL), (2, 'Yan', 1), (3, 'Xi', 2);
    INSERT INTO loan (book_id, member_id, due, returned) VALUES (1, 1, 5, 'one'), (2, 1, NULL, 'two'), (1, 3, 7, 'x');
    INSERT INTO setting VALUES ('a', '12'), ('b', 'no number');
    INSERT INTO room_fiction (label) VALUES ('left'), ('right');
    INSERT INTO room_poetry (label) VALUES ('gone');
    INSERT INTO cellar DEFAULT VALUES;
    INSERT INTO archive DEFAULT VALUES;
    INSERT INTO ticket (holder) VALUES ('Zoe'), (NULL);
    INSERT INTO rumour VALUES ('heard');
";

/// Both ways to each version, side by side: the engine's steps, and the files.
macro_rules! both_ways {
    ($schema:ident, $rows:expr, $foreign_keys:expr, $($step:ident)*) => {{
        let folder = TempDir::new().unwrap();
        let files = export(&folder, stringify!($schema), &[]);
        let ours = empty(false);
        $schema::create_at(&ours, 1).unwrap();
        let theirs = empty($foreign_keys);
        let mut files = files.iter();
        replay(&theirs, files.next().unwrap());
        for connection in [&ours, &theirs] {
            connection.execute_batch($rows).unwrap();
        }
        let mut version = 1;
        let at = $schema::begin::<1>(&ours).unwrap();
        assert_same(&$schema::SCHEMA, version, &theirs);
        $(
            let at = $schema::$step(at).unwrap();
            version += 1;
            replay(&theirs, files.next().unwrap());
            assert_eq!(stamp(&theirs), version);
            assert_same(&$schema::SCHEMA, version, &theirs);
            assert_eq!(rows(&ours), rows(&theirs), "version {version}");
        )*
        $schema::finish(at).unwrap();
        assert_eq!((version, files.next()), ($schema::VERSION, None));
        let report = $schema::migrate(&theirs).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
        rows(&theirs)
    }};
}

#[test]
fn an_awkward_history_keeps_its_rows() {
    for foreign_keys in [true, false] {
        let rows = both_ways!(
            library, FIRST_ROWS, foreign_keys,
            v1_to_v2 v2_to_v3 v3_to_v4 v4_to_v5 v5_to_v6 v6_to_v7 v7_to_v8 v8_to_v9 v9_to_v10 v10_to_v11 v11_to_v12 v12_to_v13
        );
        assert_eq!((rows["tag"].len(), rows["loan"].len()), (3, 3));
    }
}

#[test]
fn tables_that_are_tied_keep_their_rows() {
    let first = "INSERT INTO author VALUES (1, 'Ann'), (2, 'Ben');
        INSERT INTO book VALUES (4, ' Emma ', 1), (5, 'Dune', 2), (6, 'Anna ', 2)";
    for foreign_keys in [true, false] {
        let rows = both_ways!(
            shop, first, foreign_keys,
            v1_to_v2 v2_to_v3 v3_to_v4 v4_to_v5 v5_to_v6 v6_to_v7
        );
        assert_eq!((rows["book"].len(), rows["note"].len()), (3, 3));
        let others = ["letter", "card", "tag"].map(|it| rows[it].len());
        assert_eq!(others, [2, 3, 1]);
        assert!(!rows["shelf"][0].contains('+'), "no trigger has fired");
    }
}

#[test]
fn tables_that_are_rebuilt_for_an_added_reference_keep_their_rows() {
    let first = "INSERT INTO member VALUES (1, 'Ann'), (2, 'Ben');
        INSERT INTO visit VALUES (1, 'Monday'), (2, 'Friday'), (2, 'Sunday')";
    for foreign_keys in [true, false] {
        let rows = both_ways!(
            club, first, foreign_keys,
            v1_to_v2 v2_to_v3 v3_to_v4 v4_to_v5 v5_to_v6
        );
        assert_eq!((rows["member"].len(), rows["visit"].len()), (2, 3));
        assert!(rows["note"].is_empty(), "no trigger has fired");
    }
}

#[test]
fn wavestores_databases_are_current_after_a_replay() {
    let programs = [
        wavestore::objects::PROGRAM,
        wavestore::filestore::PROGRAM,
        wavestore::sagas::PROGRAM,
    ];
    for program in programs {
        let folder = TempDir::new().unwrap();
        let schema = program.schema;
        let said = run(
            folder.path(),
            &["export", "out", "--database", &schema.name],
        );
        assert_eq!(said.code, 0, "{}", said.complaints);
        let has_legacy = !schema.legacy.actions.is_empty();
        assert_eq!(said.text.contains("not exported: legacy"), has_legacy);
        let theirs = empty(true);
        for (file, version) in files(&folder.path().join("out"))
            .iter()
            .zip(schema.versions.iter())
        {
            replay(&theirs, file);
            assert_same(schema, version.number, &theirs);
        }
        let report = schema_runtime::engine::migrate(&theirs, program).unwrap();
        assert_eq!(report.outcome, Outcome::Current);
    }
}

#[test]
fn layouts_differ_in_names_and_stamps() {
    let names = |layout: &str| -> Vec<String> {
        let folder = TempDir::new().unwrap();
        let files = export(&folder, "shop", &["--layout", layout]);
        let theirs = empty(true);
        let scripts = files.iter().filter(|it| it.extension().unwrap() == "sql");
        scripts.for_each(|it| replay(&theirs, it));
        assert_same(&shop::SCHEMA, 7, &theirs);
        assert_eq!(stamp(&theirs), if layout == "d1" { 0 } else { 7 });
        let report = shop::migrate(&theirs).unwrap();
        let adopted = layout == "d1";
        let expected = if adopted {
            Outcome::Adopted { from: Some(7) }
        } else {
            Outcome::Current
        };
        assert_eq!(report.outcome, expected);
        let name = |it: PathBuf| it.file_name().unwrap().to_str().unwrap().to_owned();
        files.into_iter().map(name).collect()
    };
    let numbered = [
        "0001_books_and_their_authors.sql",
        "0002_books_stand_on_shelves.sql",
        "0003_names_are_known_by_other_names_and_what_is_said.sql",
    ];
    assert_eq!(names("sqlx")[..3], numbered);
    assert_eq!(names("d1")[..3], numbered);
    assert_eq!(names("atlas")[..3], numbered);
    assert_eq!(names("atlas")[7], "atlas.sum");
    assert_eq!(
        names("refinery")[..3],
        [
            "V1__books_and_their_authors.sql",
            "V2__books_stand_on_shelves.sql",
            "V3__names_are_known_by_other_names_and_what_is_said.sql",
        ]
    );
}

#[test]
fn a_release_adds_files_and_changes_none() {
    let folder = TempDir::new().unwrap();
    let before = export(&folder, "shop_before", &["--layout", "atlas"]);
    let read = |file: &Path| fs::read_to_string(file).unwrap();
    let texts: Vec<String> = before.iter().map(|it| read(it)).collect();
    // The same schema, but for its name.
    for (file, text) in before.iter().zip(&texts) {
        fs::write(file, text.replace("`shop_before`", "`shop`")).unwrap();
    }
    let arguments = [
        "export",
        "out",
        "--database",
        "shop",
        "--layout",
        "atlas",
        "--json",
    ];
    let said = run(folder.path(), &arguments);
    let answer: serde_json::Value = serde_json::from_str(&said.text).unwrap();
    let states: Vec<&str> = (0..7)
        .map(|at| answer["files"][at]["state"].as_str().unwrap())
        .collect();
    assert_eq!(states[..2], ["unchanged"; 2]);
    assert_eq!(states[2..], ["written"; 5]);
    assert_eq!(
        answer["not_exported"][0],
        "journal schema_history: the program writes it"
    );
    assert_eq!(
        read(&folder.path().join("out/atlas.sum")).lines().count(),
        8
    );
    assert_eq!(shop_before::VERSION, 2);
}

#[test]
fn references_stand_again_after_a_rebuild() {
    let folder = TempDir::new().unwrap();
    let files = export(&folder, "shop", &[]);
    let theirs = empty(true);
    files.iter().take(5).for_each(|it| replay(&theirs, it));
    let sql = "INSERT INTO writer VALUES (1, 'Ann'); INSERT INTO book VALUES (4, 'Emma', 1, 1);
        INSERT INTO note (book_id, text) VALUES (4, 'read'); DELETE FROM writer";
    theirs.execute_batch(sql).unwrap();
    assert!(rows(&theirs)["book"].is_empty() && rows(&theirs)["note"].is_empty());
}

#[test]
fn the_first_file_can_be_a_later_version() {
    let folder = TempDir::new().unwrap();
    let files = export(&folder, "library", &["--from", "7"]);
    assert_eq!(files.len(), 7);
    let theirs = empty(true);
    for (file, version) in files.iter().zip(7..) {
        replay(&theirs, file);
        assert_same(&library::SCHEMA, version, &theirs);
    }
    assert_eq!(library::migrate(&theirs).unwrap().outcome, Outcome::Current);
}

#[test]
fn what_stands_there_and_differs_is_refused() {
    let folder = TempDir::new().unwrap();
    let files = export(&folder, "shop", &[]);
    fs::remove_file(&files[0]).unwrap();
    fs::write(&files[1], "SELECT 1;").unwrap();
    fs::rename(&files[2], folder.path().join("out/3_other.sql")).unwrap();
    let said = run(folder.path(), &["export", "out", "--database", "shop"]);
    assert_eq!((said.code, said.text.as_str()), (1, ""));
    assert!(
        said.complaints
            .contains("0002_books_stand_on_shelves.sql`, `3_other.sql`")
    );
    assert!(!files[0].exists(), "nothing is written");
}

#[test]
fn what_needs_the_program_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let said = run(folder.path(), &["export", "out", "--database", "needy"]);
    assert_eq!((said.code, said.text.as_str()), (1, ""));
    for reason in [
        "version 2: `run make_slugs` is Rust",
        "version 3: `run shorten_slugs` is Rust",
        "version 3: `extern function slug(1)` is the program's own",
        "version 2: `extern collation uca` is the program's own",
    ] {
        assert!(said.complaints.contains(reason), "{}", said.complaints);
    }
    assert!(!said.complaints.contains("unused"));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_foreign_keys_would_change_is_refused() {
    let folder = TempDir::new().unwrap();
    let said = run(folder.path(), &["export", "out", "--database", "acting"]);
    assert_eq!((said.code, said.text.as_str()), (1, ""));
    for reason in [
        "version 2: `DELETE FROM author WHERE id > (SELECT min(id) FROM author)`: with foreign keys on, it also changes `book`",
        "version 3: `book` refers to a unique index of `author`",
        "version 3: a `from` of `book` reads `author`",
        "version 8: a `from` of `shelf` reads `room`",
        "version 4: `DELETE FROM writer WHERE id > 1`: with foreign keys on, it also changes `book`, which refers to `writer`",
        "version 5: `UPDATE writer SET nr = nr + 10`: with foreign keys on, it also changes `letter`, which refers to `writer`",
        "version 7: `UPDATE writer SET rowid = rowid + 10`: with foreign keys on, it also changes `pen`, which refers to `writer`",
    ] {
        assert!(said.complaints.contains(reason), "{}", said.complaints);
    }
    assert!(!folder.path().join("out").exists());
}
