//! Files that aren't ours, whatever they are stamped with: refused by every entry, and never written to.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Drift, Error, Options, Outcome, Result, rusqlite::Connection, schema};
use support::{Folder, number, stamp};

schema! {
    /// Books, in files that carry no mark.
    pub schema plain in "plain.db" {
        history {
            /// Files of the first releases, which refinery has looked after.
            legacy {
                rename volume => book;
                drop table refinery_schema_history;
            }
            /// Books.
            version 2 sealed "2:5d5bdadb4a1804b9";
            /// Shelves.
            version 3;
        }

        table book as Book { isbn: String primary key, title: String = "", index by_title (title) }
        table shelf as Shelf since 3 { name: String, place: i64 }
        view titles "SELECT title FROM book";
    }
}

schema! {
    /// Books, in files that are marked.
    pub schema marked in "marked.db" {
        application_id 0x424F4F4B;

        history {
            /// Books.
            version 2 sealed "2:dda127f41922661e";
            /// Shelves.
            version 3;
        }

        table book as Book { isbn: String primary key, title: String = "", index by_title (title) }
        table shelf as Shelf since 3 { name: String, place: i64 }
    }
}

mod views {
    //! A schema that has no tables.

    use rusqlite_schema::schema;

    schema! {
        /// Only a view.
        pub schema views in "views.db" {
            history {
                /// A view.
                version 1;
            }
            view one "SELECT 1 AS one";
            view two "SELECT 2 AS two";
        }
    }
}

mod emptied {
    //! A schema that has nothing any more.

    use rusqlite_schema::schema;

    schema! {
        /// Nothing.
        pub schema emptied in "emptied.db" {
            history {
                /// A table.
                version 1 sealed "2:a598cde9ada26fcb";
                /// It was of no use.
                version 2;
            }
            table passing as Passing until 2 { id: i64 primary key }
        }
    }
}

const POLICIES: [Drift; 4] = [Drift::Report, Drift::Refuse, Drift::Repair, Drift::Ignore];

/// Stamps that files of anybody may carry: none, one before the history, its own, and one beyond it.
const STAMPS: [i64; 6] = [-1, 0, 1, 2, 3, 9];

/// What other programs have, none of which is ours.
const THEIRS: [&str; 11] = [
    "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)",
    // Names of ours, with other keys.
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '')",
    // Names of ours that aren't tables.
    "CREATE TABLE a (isbn TEXT); CREATE VIEW book AS SELECT isbn, '' AS title FROM a",
    "CREATE TABLE a (title TEXT); CREATE VIEW titles AS SELECT title FROM a",
    "CREATE TABLE a (x); CREATE INDEX by_title ON a (x)",
    "CREATE VIEW lonely AS SELECT 1 AS one",
    "CREATE VIRTUAL TABLE found USING fts5 (text)",
    "CREATE TABLE book (isbn INTEGER, title TEXT)",
    "CREATE TABLE book (isbn TEXT, part INTEGER, title TEXT, PRIMARY KEY (isbn, part))",
    // What a table that can't be read is called counts, too.
    "CREATE TABLE odd (a, CONSTRAINT one CONSTRAINT two CHECK (a))",
];

fn file(sql: &str) -> Folder {
    let folder = Folder::new();
    folder.connect().execute_batch(sql).unwrap();
    folder
}

fn with(drift: Drift) -> Options {
    Options::default().drift(drift)
}

/// Does the same with a file through every entry, each of which has to refuse it.
macro_rules! refused {
    ($module:ident, $folder:expr, $is:expr) => {{
        let folder: &Folder = $folder;
        let is: &dyn Fn(&Error) -> bool = &$is;
        let bytes = folder.snapshot();
        let check = |entry: &str, outcome: Result<String>| {
            let error = outcome.expect_err(entry);
            assert!(is(&error), "{entry}: {error:?}");
            for part in ["file.db", "nothing was changed", "help: "] {
                assert!(error.to_string().contains(part), "{entry}: {error}");
            }
            bytes.assert_unchanged(folder.path());
        };
        let said = |it: rusqlite_schema::Report| it.to_string();
        check("migrate", $module::migrate(&folder.connect()).map(said));
        check("adopt", $module::adopt(&folder.connect()).map(said));
        check("open", $module::open(folder.file()).map(|_| String::new()));
        let outlook = rusqlite_schema::outlook(&folder.connect(), $module::PROGRAM);
        check("outlook", outlook.map(|it| format!("{it:?}")));
        let pattern = folder.file().to_str().unwrap().to_owned();
        let copied = $module::rehearse_from(&pattern).map(|it| format!("{it:?}"));
        let copied = copied.map_err(support::of_copy);
        check("rehearse_from", copied);
        for drift in POLICIES {
            let unlooked = drift == Drift::Ignore && $module::SCHEMA.application_id.is_none();
            if unlooked && stamp(&folder.connect()) == $module::VERSION {
                continue;
            }
            let options = with(drift);
            let entry = format!("{drift:?}");
            let migrated = $module::migrate_with(&mut folder.connect(), &options);
            check(&entry, migrated.map(said));
            let opened = $module::open_with(folder.file(), &options);
            check(&entry, opened.map(|(_, it)| it.to_string()));
        }
    }};
}

fn is_not_ours(error: &Error) -> bool {
    matches!(error, Error::NotOurs { .. })
}

#[test]
fn a_file_without_a_table_of_ours_is_refused_at_any_stamp() {
    for sql in THEIRS {
        for stamped in STAMPS {
            let folder = file(&format!("{sql}; PRAGMA user_version = {stamped}"));
            let names_ours = sql.contains("TABLE book ") || sql.contains("TABLE shelf ");
            if stamped == 0 && names_ours {
                // What an unstamped file lacks is listed, for it may be an old file of ours.
                let is_listed = |it: &Error| matches!(it, Error::CannotAdopt { .. });
                let error = plain::migrate(&folder.connect()).unwrap_err();
                assert!(is_listed(&error), "{error:?}");
                continue;
            }
            refused!(plain, &folder, is_not_ours);
            refused!(marked, &folder, is_not_ours);
        }
    }
}

#[test]
fn a_file_with_another_mark_is_refused_at_any_stamp() {
    for stamped in STAMPS {
        for sql in ["", THEIRS[0]] {
            let folder = file(&format!(
                "{sql}; PRAGMA user_version = {stamped}; PRAGMA application_id = 77"
            ));
            refused!(marked, &folder, is_not_ours);
        }
        // Everything of ours, and yet a sister program's.
        let folder = Folder::new();
        marked::open(folder.file()).unwrap();
        let conn = folder.connect();
        conn.execute_batch(&format!(
            "PRAGMA user_version = {stamped}; PRAGMA application_id = 77"
        ))
        .unwrap();
        drop(conn);
        refused!(marked, &folder, is_not_ours);
    }
}

/// The ledger that is dropped in adoption is another tool's, and stands in files of all its programs.
#[test]
fn the_ledger_of_a_tool_makes_no_file_ours() {
    for stamped in STAMPS {
        let folder = file(&format!(
            "CREATE TABLE refinery_schema_history (version INT4 PRIMARY KEY); \
             CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = {stamped}"
        ));
        refused!(plain, &folder, is_not_ours);
    }
}

#[test]
fn a_stamped_file_with_nothing_in_it_is_refused() {
    let is = |it: &Error| matches!(it, Error::StampedEmpty { .. });
    for mark in [0, 0x424F_4F4B] {
        for stamped in [1, 2, 3] {
            let folder = file(&format!(
                "PRAGMA user_version = {stamped}; PRAGMA application_id = {mark}"
            ));
            if mark == 0 {
                refused!(plain, &folder, is);
            }
            if mark == 0 || stamped != marked::VERSION {
                refused!(marked, &folder, is);
            }
            let error = marked::migrate(&folder.connect()).unwrap_err();
            assert!(is(&error), "{error:?}");
        }
    }
}

mod kept {
    //! A schema with a journal, a virtual table, and a table that was renamed and got another key.

    use rusqlite_schema::schema;

    schema! {
        /// Letters.
        pub schema letters in "letters.db" {
            journal schema_history;

            history {
                /// Mail.
                version 1 sealed "2:fcd5964171495454";
                /// Letters, by number.
                version 2 { rename mail => letter; }
            }
            table letter as Letter {
                code: String primary key,
                body: String,
            }
            virtual table search using "fts5(body)";
        }
    }
}

/// The journal has a name that other schemas may give theirs.
#[test]
fn a_journal_makes_no_file_ours() {
    use kept::letters;

    let sister = Folder::new();
    letters::open(sister.file()).unwrap();
    let sql = "DROP TABLE search; DROP TABLE letter";
    sister.connect().execute_batch(sql).unwrap();
    refused!(letters, &sister, |it: &Error| matches!(
        it,
        Error::StampedEmpty { .. }
    ));
    sister.connect().execute_batch(THEIRS[0]).unwrap();
    refused!(letters, &sister, is_not_ours);
}

#[test]
fn any_table_of_any_version_makes_a_file_ours() {
    use kept::letters;

    // What is newer than its stamp, what is older, and a virtual table alone, which has no key.
    let folder = Folder::new();
    let conn = folder.connect();
    letters::create_at(&conn, 1).unwrap();
    conn.execute_batch("DROP TABLE search; PRAGMA user_version = 2")
        .unwrap();
    let mut conn = conn;
    let report = letters::migrate_with(&mut conn, &with(Drift::Report)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    conn.execute_batch("PRAGMA user_version = 1").unwrap();
    let report = letters::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });

    let folder = Folder::new();
    letters::open(folder.file()).unwrap();
    let conn = folder.connect();
    conn.execute_batch("DROP TABLE letter").unwrap();
    let error = letters::migrate(&conn).unwrap_err();
    assert!(is_not_ours(&error), "{error:?}");
}

/// What a connection keeps for itself is not in the file.
#[test]
fn a_temporary_table_makes_no_file_ours() {
    let folder = file(&format!("{}; PRAGMA user_version = 3", THEIRS[0]));
    let bytes = folder.snapshot();
    let conn = folder.connect();
    conn.execute_batch("CREATE TEMP TABLE book (isbn TEXT PRIMARY KEY, title TEXT)")
        .unwrap();
    let error = plain::migrate(&conn).unwrap_err();
    assert!(is_not_ours(&error), "{error:?}");
    drop(conn);
    bytes.assert_unchanged(folder.path());
}

#[test]
fn what_the_help_for_an_empty_file_says_brings_it_back() {
    let folder = file("PRAGMA user_version = 3");
    let error = plain::migrate(&folder.connect()).unwrap_err();
    assert!(
        error.to_string().contains("PRAGMA user_version = 0"),
        "{error}"
    );
    let conn = folder.connect();
    conn.execute_batch("PRAGMA user_version = 0").unwrap();
    assert_eq!(plain::migrate(&conn).unwrap().outcome, Outcome::Created);
}

#[test]
fn the_typed_steps_refuse_it_as_well() {
    for stamped in [2, 3] {
        let folder = file(&format!("{}; PRAGMA user_version = {stamped}", THEIRS[0]));
        let bytes = folder.snapshot();
        let conn = folder.connect();
        let error = match stamped {
            2 => plain::begin::<2>(&conn).map(drop).unwrap_err(),
            _ => plain::begin::<3>(&conn).map(drop).unwrap_err(),
        };
        assert!(is_not_ours(&error), "{error:?}");
        drop(conn);
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn nothing_is_created_in_an_empty_file_with_another_mark() {
    let folder = file("PRAGMA application_id = 77");
    let bytes = folder.snapshot();
    let error = marked::create_at(&folder.connect(), 2).unwrap_err();
    assert!(is_not_ours(&error), "{error:?}");
    bytes.assert_unchanged(folder.path());
}

/// A file that carries no mark is no other program's. Its tables say whose it is.
#[test]
fn a_file_without_a_mark_is_ours_if_its_tables_are() {
    for drift in POLICIES {
        let folder = Folder::new();
        marked::open(folder.file()).unwrap();
        let mut conn = folder.connect();
        conn.execute_batch("PRAGMA application_id = 0").unwrap();
        let bytes = folder.snapshot();
        let report = marked::migrate_with(&mut conn, &with(drift)).unwrap();
        assert_eq!(report.outcome, Outcome::Current, "{drift:?}");
        assert!(report.warnings.is_empty(), "{report}");
        bytes.assert_unchanged(folder.path());

        conn.execute_batch("CREATE TABLE own (x)").unwrap();
        let bytes = folder.snapshot();
        let report = marked::migrate_with(&mut conn, &with(drift)).unwrap();
        assert_eq!(report.outcome, Outcome::Current, "{drift:?}");
        bytes.assert_unchanged(folder.path());
    }
}

#[test]
fn an_upgrade_marks_a_file_that_carries_no_mark() {
    let folder = Folder::new();
    let conn = folder.connect();
    marked::create_at(&conn, 2).unwrap();
    conn.execute_batch("PRAGMA application_id = 0").unwrap();
    let report = marked::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 2 });
    assert_eq!(number(&conn, "PRAGMA application_id"), 0x424F_4F4B);
}

/// One name with one key can be anybody's: nothing is added beside it.
#[test]
fn nothing_is_repaired_where_no_table_is_whole() {
    let theirs =
        "CREATE TABLE book (isbn TEXT PRIMARY KEY, title INTEGER); PRAGMA user_version = 3";
    let folder = file(theirs);
    let bytes = folder.snapshot();
    let report = plain::migrate_with(&mut folder.connect(), &with(Drift::Report)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    assert!(!report.warnings.is_empty(), "{report}");
    for drift in [Drift::RefuseUnusable, Drift::Repair] {
        let error = plain::migrate_with(&mut folder.connect(), &with(drift)).unwrap_err();
        assert!(matches!(error, Error::Drift { .. }), "{error:?}");
        bytes.assert_unchanged(folder.path());
    }
    // The mark says that it is ours.
    let folder = file(&format!("{theirs}; PRAGMA application_id = 0x424F4F4B"));
    let error = marked::migrate_with(&mut folder.connect(), &with(Drift::Repair)).unwrap_err();
    assert!(matches!(error, Error::Drift { .. }), "{error:?}");
}

#[test]
fn one_whole_table_of_ours_has_the_others_made_again() {
    let folder = Folder::new();
    plain::open(folder.file()).unwrap();
    let mut conn = folder.connect();
    conn.execute_batch("DROP VIEW titles; DROP TABLE book; CREATE TABLE own (x)")
        .unwrap();
    let report = plain::migrate_with(&mut conn, &with(Drift::Repair)).unwrap();
    assert_eq!(report.outcome, Outcome::Repaired);
    assert_eq!(report.warnings.len(), 2, "{report}");
}

#[test]
fn a_newer_file_is_ours_by_its_tables_or_its_mark() {
    let is = |it: &Error| matches!(it, Error::TooNew { .. });
    for sql in [
        "CREATE TABLE BOOK (ISBN TEXT PRIMARY KEY, price REAL)",
        "CREATE TABLE volume (isbn TEXT PRIMARY KEY)",
        "CREATE TABLE shelf (name TEXT, place INTEGER, more TEXT)",
    ] {
        let folder = file(&format!("{sql}; PRAGMA user_version = 9"));
        refused!(plain, &folder, is);
    }
    let renamed = "CREATE TABLE tome (isbn TEXT PRIMARY KEY); PRAGMA user_version = 9";
    refused!(plain, &file(renamed), is_not_ours);
    refused!(
        marked,
        &file(&format!("{renamed}; PRAGMA application_id = 0x424F4F4B")),
        is
    );
}

#[test]
fn drift_that_is_ignored_has_only_the_mark_read() {
    let theirs = format!("{}; PRAGMA user_version = 3", THEIRS[0]);
    let report = plain::migrate_with(&mut file(&theirs).connect(), &with(Drift::Ignore)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
    let ours = format!("{theirs}; PRAGMA application_id = 0x424F4F4B");
    let report = marked::migrate_with(&mut file(&ours).connect(), &with(Drift::Ignore)).unwrap();
    assert_eq!(report.outcome, Outcome::Current);
}

#[test]
fn a_schema_without_tables_knows_its_files_by_its_views() {
    use views::views;

    let folder = Folder::new();
    views::open(folder.file()).unwrap();
    let mut conn = folder.connect();
    assert_eq!(views::migrate(&conn).unwrap().outcome, Outcome::Current);
    conn.execute_batch("DROP VIEW two").unwrap();
    let report = views::migrate_with(&mut conn, &with(Drift::Repair)).unwrap();
    assert_eq!(report.outcome, Outcome::Repaired);
    for theirs in THEIRS {
        let folder = file(&format!("{theirs}; PRAGMA user_version = 1"));
        refused!(views, &folder, is_not_ours);
    }
}

#[test]
fn a_version_that_has_nothing_is_no_mistake() {
    use emptied::emptied;

    let folder = Folder::new();
    let conn = folder.connect();
    emptied::create_at(&conn, 1).unwrap();
    let report = emptied::migrate(&conn).unwrap();
    assert_eq!(report.outcome, Outcome::Upgraded { from: 1 });
    assert_eq!(emptied::migrate(&conn).unwrap().outcome, Outcome::Current);
    let theirs = file(&format!("{}; PRAGMA user_version = 2", THEIRS[0]));
    refused!(emptied, &theirs, is_not_ours);
}

fn tables(conn: &Connection) -> i64 {
    number(conn, "SELECT count(*) FROM sqlite_schema")
}

#[test]
fn a_file_of_ours_may_lack_what_it_lacks() {
    let folder = Folder::new();
    plain::open(folder.file()).unwrap();
    let mut conn = folder.connect();
    conn.execute_batch("DROP TABLE shelf").unwrap();
    let before = tables(&conn);
    let report = plain::migrate_with(&mut conn, &with(Drift::Report)).unwrap();
    assert_eq!(
        (report.outcome, report.warnings.len()),
        (Outcome::Current, 1)
    );
    assert_eq!(tables(&conn), before);
}

/// Adoption alone asks no less than an upgrade does: nothing is renamed or dropped in a file that isn't ours.
#[test]
fn adoption_alone_refuses_what_an_upgrade_would_refuse() {
    for table in ["book", "volume"] {
        let sql = format!(
            "CREATE TABLE {table} (nid TEXT PRIMARY KEY, t TEXT);
             CREATE TABLE refinery_schema_history (k TEXT PRIMARY KEY, v TEXT);
             INSERT INTO refinery_schema_history VALUES ('theme', 'dark');"
        );
        let folder = file(&sql);
        let before = folder.snapshot();
        let error = plain::adopt(&folder.connect()).unwrap_err();
        assert!(matches!(error, Error::CannotAdopt { .. }), "{error:?}");
        assert!(folder.snapshot() == before);
    }
}
