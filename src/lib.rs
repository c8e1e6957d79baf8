//! One declaration of a SQLite schema and its whole history, in Rust syntax.
//!
//! From a [`schema!`] the compiler gets the DDL, the lists of tables, the row structs and the
//! migration, and it refuses a history that would break in the field, at the word that is wrong:
//! the history is run on SQLite while the program compiles, by the very engine that will run it on
//! the user's files.
//!
//! ```
//! use rusqlite_schema::{rusqlite::Connection, schema};
//!
//! schema! {
//!     /// A bookshop.
//!     pub schema shop in "shop.db" {
//!         history {
//!             /// Books.
//!             version 1 sealed "2:307943f357028b9b";
//!             /// Books know how many pages they have.
//!             version 2;
//!         }
//!
//!         /// A book on a shelf.
//!         #[derive(Debug, PartialEq)]
//!         table book as Book strict {
//!             id: i64 primary key,
//!             title: String,
//!             pages: Option<i64> since 2,
//!
//!             index book_title (title collate nocase),
//!         }
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let connection = Connection::open_in_memory()?;
//! shop::migrate(&connection)?;
//!
//! let book = shop::Book { id: 0, title: "Emma".to_owned(), pages: Some(474) };
//! book.insert(&connection)?;
//! let read = connection.query_row(shop::Book::SELECT, [], shop::Book::from_row)?;
//! assert_eq!(read, shop::Book { id: 1, ..book });
//! assert_eq!(shop::VERSION, 2);
//! # Ok(())
//! # }
//! ```
//!
//! A program calls `migrate` (or `open`) at every start. A file that is current is not written to;
//! an older one is upgraded in one transaction; one from before the first version number is
//! adopted; a newer or a foreign one is refused. The language is described at [`schema!`], and the
//! [`guide`] goes through it in short chapters.
//!
//! # Reports, errors and options
//!
//! What was done comes back as a [`Report`], and why nothing was done as an [`Error`], whose text
//! says what to do. Both are made to be printed with `{}`, and to be matched on. What caused an error,
//! such as SQLite's own words, is its `source()`, and [`Error::with_causes`] prints both; all of them
//! are listed at [`errors`].
//!
//! ```
//! use rusqlite_schema::{Drift, Error, Options, Outcome, rusqlite::Connection, schema};
//!
//! schema! {
//!     /// A bookshop.
//!     pub schema shop in "shop.db" {
//!         history {
//!             /// Books.
//!             version 1;
//!         }
//!
//!         table book as Book { title: String }
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut connection = Connection::open_in_memory()?;
//! let options = Options::default().drift(Drift::Refuse);
//! let report = shop::migrate_with(&mut connection, &options)?;
//! assert_eq!(report.outcome, Outcome::Created);
//! assert_eq!(report.steps[0].what, "create table book");
//!
//! connection.execute_batch("DROP TABLE book; CREATE TABLE book (title INTEGER)")?;
//! match shop::migrate_with(&mut connection, &options) {
//!     Err(Error::Drift { differences, .. }) => assert_eq!(differences.len(), 1),
//!     other => panic!("{other:?}"),
//! }
//!
//! connection.execute_batch("PRAGMA user_version = 2")?;
//! let error = shop::migrate(&connection).unwrap_err();
//! assert!(matches!(error, Error::TooNew { found: 2, newest: 1, .. }));
//! assert!(error.to_string().contains("help: update the program"));
//! # Ok(())
//! # }
//! ```
//!
//! # Tests of an upgrade
//!
//! `create_at` makes a file as an older release would have made it. `migrate` brings it to the
//! newest version at once, with as few steps as lead to the same result; `begin`, `v1_to_v2`, … and
//! `finish` go version by version, in one transaction.
//!
//! ```
//! # use rusqlite_schema::{rusqlite::Connection, schema};
//! # schema! {
//! #     /// A bookshop.
//! #     pub schema shop in "shop.db" {
//! #         history {
//! #             /// Books.
//! #             version 1 sealed "2:13e23582533e6955";
//! #             /// Titles are trimmed.
//! #             version 2 sealed "2:15689024b724784c" { sql "UPDATE book SET title = trim(title)"; }
//! #             /// Pages.
//! #             version 3;
//! #         }
//! #         table book as Book { title: String, pages: Option<i64> since 3 }
//! #     }
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let connection = Connection::open_in_memory()?;
//! shop::create_at(&connection, 1)?;
//! connection.execute_batch("INSERT INTO book (title) VALUES (' Emma ')")?;
//!
//! let at_1 = shop::begin::<1>(&connection)?;
//! let at_2 = shop::v1_to_v2(at_1)?;
//! let at_3 = shop::v2_to_v3(at_2)?; // any other order is a type error
//! shop::finish(at_3)?; // without this, nothing has happened
//!
//! let book = connection.query_row(shop::Book::SELECT, [], shop::Book::from_row)?;
//! assert_eq!((book.title.as_str(), book.pages), ("Emma", None));
//! # Ok(())
//! # }
//! ```
//!
//! # Releases
//!
//! A version that files have been stamped with must never change. So it carries a seal, a
//! fingerprint of what it declares, and an edit that changes it does not compile: the error says
//! which column, index or step differs, and how to do it with a version of its own.
//!
//! - **While you develop**, leave the newest version without a seal and change it as you like.
//! - **When you release**, seal it: write `version 2 sealed "";`, and the compiler says what to put
//!   there. `shop::check_sealed().unwrap()` in a test sees to it that nobody forgets.
//! - **When you begin the next version**, the one before it has to be sealed; if it isn't, the error
//!   has the line to paste.
//!
//! Comments, formatting, the order of tables and columns, Rust types and names, `legacy`, and
//! whatever later versions declare don't change a seal.
//!
//! ```
//! # rusqlite_schema::schema! {
//! #     /// A bookshop.
//! #     pub schema shop in "shop.db" {
//! #         history {
//! #             /// Books.
//! #             version 1;
//! #         }
//! #         table book as Book { title: String }
//! #     }
//! # }
//! let error = shop::check_sealed().unwrap_err();
//! assert!(error.to_string().ends_with("write `version 1 sealed \"2:13e23582533e6955\"`"));
//! ```
//!
//! Such a test belongs where releases are built. Where people work on a new version it would be in
//! the way: mark it `#[ignore]`, and let the release run `cargo test -- --include-ignored`.

//!
//! With the feature `rehearsal`, which is on by default, the whole history is one line of a test: what
//! was tried while the program compiled is tried with the program's own SQLite, and `rehearse_with`
//! with its functions, too. `rehearse_from` does the same to copies of files that older releases wrote.
//!
//! ```
//! # use rusqlite_schema::{rusqlite::Connection, schema};
//! # schema! {
//! #     /// A bookshop.
//! #     pub schema shop in "shop.db" {
//! #         history {
//! #             /// Books.
//! #             version 1 sealed "2:13e23582533e6955";
//! #             /// Pages.
//! #             version 2;
//! #         }
//! #         table book as Book { title: String, pages: Option<i64> since 2 }
//! #     }
//! # }
//! # #[cfg(feature = "rehearsal")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! shop::rehearse()?;
//! shop::rehearse_with(|connection| connection.execute_batch("PRAGMA cache_size = 100"))?;
//!
//! # let folder = std::env::temp_dir().join(format!("rehearsal-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let released = Connection::open(folder.join("1.db"))?;
//! # shop::create_at(&released, 1)?;
//! # drop(released);
//! # let pattern = folder.join("*.db");
//! # let pattern = pattern.to_str().unwrap_or_default();
//! let reports = shop::rehearse_from(pattern)?; // such as "tests/files/*.db"
//! assert_eq!(reports[0].steps[0].what, "add column book.pages");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "rehearsal"))]
//! # fn main() {}
//! ```

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod guide;
mod unknown_name;

/// The examples of `README.md`, so that they go on compiling.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

pub use rusqlite;
/// The command line of an application: `status`, `plan`, `migrate`, `check` and more for its files.
#[cfg(feature = "cli")]
pub use schema_cli as cli;
pub use schema_core::{
    found::{Difference, Found, Kind},
    model::{Schema, Version},
    seal::Unsealed,
};
pub use schema_runtime::engine::{
    Backup, Drift, Effort, Error, FailedRow, Misuse, Moved, Observer, Occasion, Options, Outcome,
    Outlook, PlannedStep, Prepare, Program, Progress, Remedy, Report, Result, RowCounts, StepError,
    StepReport, StepResult, Violation, Warning, WithCauses,
    data::{DataStep, Old, Rows},
    introspect, outlook,
};
#[cfg(feature = "rehearsal")]
pub use schema_runtime::engine::{Rehearsal, RehearsalError};

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

pub use self::unknown_name::UnknownName;

/// Declares a SQLite schema with its whole history.
///
/// The rule of the language: Rust where Rust has a word for it, SQL's own word where SQL has one.
/// A column is a field. `Option<T>` is nullable and everything else `NOT NULL`; `///` documents;
/// attributes such as `#[derive(Debug)]` pass through to the generated struct. After that come SQL's
/// clauses in SQL's words, and a few of our own: `since N`, the first version that has something,
/// `until N`, the first that has it no more, `sealed "…"` and `from "…"`.
///
/// ```
/// rusqlite_schema::schema! {
///     /// Notes and their labels.
///     pub schema notes in "notes.db" {
///         history {
///             /// Notes.
///             version 1 sealed "2:eb66b8efd715ef78";
///             /// Notes can be pinned.
///             version 2;
///         }
///
///         table note as Note {
///             id: i64 primary key,
///             text: String = "",
///             pinned: bool = false since 2,
///         }
///
///         table label as Label {
///             note_id: i64 references note(id) on delete cascade,
///             name: String collate nocase,
///
///             primary key (note_id, name),
///         }
///     }
/// }
/// assert_eq!(notes::TABLES, ["note", "label"]);
/// assert_eq!(notes::Note::SELECT, "SELECT id, text, pinned FROM note");
/// ```
///
/// # The language
///
/// The parts of a column stand in this order: name, type, `as`, default, clauses. A default is a
/// literal, a minus and a literal, or `sql("…")`.
///
/// | to say | write |
/// |---|---|
/// | the schema, its module and its file | `pub schema notes in "notes.db" { … }` |
/// | the history | `history { … }` with a `version N;` for each version, a `///` sentence above it |
/// | a released version | `version 3 sealed "2:17c6be9000a5b1d2";`: with an empty string, the error says what to put there. Every version but the newest has to be |
/// | a thing that came later, or went | `since N`, `until N` on any column, table, index, constraint, trigger, view, seed, list element; in a header or a column line it belongs to the whole. A table option with a lifetime of its own is a line in the body: `strict since 5,` |
/// | a column that changed | two lines with one name and adjoining lifetimes: `n: Option<i64> until 7, n: i64 = 0 since 7 from "coalesce(n, 0)"` |
/// | a rename | in its version: `rename db_identities => db_identity_bundles;`, `rename db_agents.slug => handle;` |
/// | data that moves | in its version, in order: `sql "…";` `sql "… OR IGNORE …" ignoring conflicts;` `sql "…" without triggers;` `run function;` ([below](#moving-data-in-rust)) |
/// | files without a version number | `legacy { version from "SELECT count(*) FROM ledger"; rename old => new; drop index name; drop table name; }` in `history` |
/// | SQL names that are no Rust identifiers | `table "odd name" as OddName`, `"user-name" as user_name: String` |
/// | an own type | `state: SagaState as TEXT`: any type with `ToSql` and `FromSql` |
/// | only the values of a type | `state: State as TEXT checked`: a `CHECK` of the elements that the list has at each version; also for `bool` and integers smaller than `i64` |
/// | another declared type | `name: String as "VARCHAR(40)"` |
/// | an SQL default | `created_at: i64 = sql("unixepoch()")` |
/// | options | `table kv strict, without rowid { … }` |
/// | conditions that no made-up row meets, or a data step that can read none | `table kv unrehearsed { … }`: the rehearsal goes without rows of it |
/// | keys and constraints | `primary key`, `unique`, `references t(x)`, `check "…"`, `checked`, `collate nocase` and `generated "a + b" stored` on a column; `primary key (a, b)`, `unique (a collate nocase, b desc)`, `foreign key (a, b) references t(x, y)` and `check "…"` on a line |
/// | what SQLite does with a conflict | `on conflict replace` (or `ignore`, `fail`, `rollback`) behind `primary key`, `unique` and `not null` |
/// | the name of a constraint | `constraint one_visit unique (page, person)`, also before a clause of a column. Names are no difference between files |
/// | indexes | `unique index name (a, b desc, "lower(c)") where "…",`; strings are SQL, so a column that is no word is `"\"user-name\""` |
/// | a list of names | `pub const OTYPES: Otype = [client, window];` gives the list and an enum |
/// | a table for each name of a list | `table db_{otype} for otype in OTYPES as WaveObject { … }`, with one struct for all of them |
/// | columns that tables share | `fragment timestamps { … }` and `..timestamps,` |
/// | triggers, views, virtual tables | `trigger name after insert on t "…";` `view name "…";` or `view name(a, b) "…";` `virtual table notes_fts using "fts5(body, content=notes)";`, and `from "SELECT …"` behind it for the rows of another form |
/// | rows that belong to the schema | `seed table { id: "blank", is_blank: true }`, and `seed table without triggers { … }` where a trigger would write to another table |
/// | what the application brings to SQLite, on a connection that it hands to `migrate` | `extern function slug(1);` `extern collation uca;` `extern module vec0;` `extern tokenizer stemmed;` |
/// | newer files that older programs can still use | `journal schema_history;` ([below](#newer-files)), and `version 7 compatible;` or `version 7 breaking;` where it is not what the changes say, or where nothing changes |
/// | the application's mark in the file | `application_id 0x57415645;`, or `application_id 0x57415645 since 3;` where older files carry none |
/// | keys that may hold NULL, as SQLite's always could | `Option`, as in `slug: Option<String> primary key`; or `nullable keys` after the file's name, for all keys of one column that don't say `not null` |
///
/// # The module
///
/// The module has the schema's name and shows, in its documentation, the versions and the newest one
/// in SQL. In it stand:
///
/// | name | what it is |
/// |---|---|
/// | `VERSION`, `FILE`, `DDL`, `TABLES` | the newest version, the file's name, the shape in SQL, the names of the tables |
/// | `LEGACY_TABLE_RENAMES`, `LEGACY_INDEX_DROPS`, `DEAD_TABLE_DROPS` | what `legacy` says |
/// | `SCHEMA`, `PROGRAM` | everything, as [`Schema`]; the same with the functions that versions `run` |
/// | each list | `&[&str]`, and its enum with `ALL`, `as_str`, `table_name`, `FromStr` and `Display`, `ToSql` and `FromSql` |
/// | `open`, `open_with`, `open_in_memory`, `migrate`, `migrate_with`, `adopt`, `complete`, `create_at` | the functions that run in the field |
/// | `check_sealed` | whether the newest version is sealed, for a test |
/// | `begin`, `v1_to_v2`, …, `finish` | the same step by step, in one transaction; a wrong order is a type error |
/// | `rehearse`, `rehearse_with`, `rehearse_from`, `rehearse_from_with` | the functions for a test, with the feature `rehearsal` |
/// | a struct for each table of the newest version | its columns, with `from_row`, `SELECT`, `INSERT` and `insert`; a template's has `select` and `insert_into`, which take the enum |
/// | `V3ToV4`, `v3`, `v4` | for a version 4 with a `run`: the step's type, and the rows of either version |
///
/// A table's struct is named after `as`, else like the table in camel case. `INSERT` and `insert`
/// leave out generated columns, and a rowid key, which SQLite hands out; one that is a reference is
/// written like any other column.
///
/// # Moving data in Rust
///
/// `run function;` names a function that is called with the step: it reads the rows of the version
/// before, as the structs of that version's module, and writes those of its own. Names, types and
/// columns are those of the two versions, so the function goes on compiling whatever later versions
/// declare. See [`DataStep`].
///
/// ```
/// # use rusqlite_schema::rusqlite::Connection;
/// rusqlite_schema::schema! {
///     /// Notes and their authors.
///     pub schema notes in "notes.db" {
///         history {
///             /// Notes.
///             version 1 sealed "2:739e3bb2e2843557";
///             /// Authors are a table, and ratings are numbers.
///             version 2 { run make_authors; }
///         }
///
///         table note as Note {
///             text: String,
///             author: String,
///             stars: String until 2,
///             stars: i64 since 2,
///         }
///
///         table author as Author since 2 { name: String }
///     }
/// }
///
/// fn make_authors(step: &mut notes::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
///     // Into another table: every field.
///     step.copy(|it: notes::v1::Note| notes::v2::Author { name: it.author })?;
///     // Within one table: the added and altered columns. The others are carried over.
///     step.change(|it: notes::v1::Note| notes::v2::NoteChanges {
///         stars: it.stars.chars().filter(|it| *it == '*').count() as i64,
///     })
/// }
///
/// # fn main() -> rusqlite_schema::Result<()> {
/// # let connection = Connection::open_in_memory()?;
/// # notes::create_at(&connection, 1)?;
/// connection.execute("INSERT INTO note VALUES ('Read Emma', 'Ann', '***')", [])?;
/// notes::migrate(&connection)?;
/// let note = connection.query_row(notes::Note::SELECT, [], notes::Note::from_row)?;
/// assert_eq!(note.stars, 3);
/// # Ok(())
/// # }
/// ```
///
/// A table that has no added or altered column is changed by whole rows, and `From` makes them:
/// `step.change(|it: v1::Note| v2::Note { text: it.text.trim().into(), ..it.into() })`. Beside an added
/// one it is `..v2::NoteChanges { stars }.over(it)`, and `v1::NoteColumns` reads single columns. The rows of a
/// template say in which of its tables they are, in a field that is named by the placeholder. A rowid
/// key is a field, and what SQLite computes is none. Attributes of a table and its columns are on all
/// of its structs.
///
/// A larger one is `examples/wavestore/src/consolidation/`: it makes one table of two, and what refers
/// to them follows.
///
/// # Newer files
///
/// A file that a newer program has written is refused ([`Error::TooNew`]), and nothing in it changes.
/// With `journal schema_history;` the newer program leaves a table of that name, in which an older one
/// that has a journal too can read whether it may go on:
///
/// | since its version, there | an older program |
/// |---|---|
/// | are new tables, views, indexes, columns with a default or with NULL, seeds | reads and writes |
/// | is a new `unique`, `check`, foreign key to one of its tables, trigger on one of them; a column that must be given, `strict`, another default | reads: `open` gives a connection that can't write, `migrate` asks for one ([`Error::ReadersOnly`]) |
/// | is anything gone, renamed or of another type; a condition is gone; `sql` or `run` has moved data; something calls an `extern` | is refused |
///
/// `compatible` after a version's number says that it demands nothing of older programs, and
/// `breaking` that it keeps all of them out. Neither is part of a seal. The outcome of a newer file
/// that was opened is [`Outcome::Newer`]; it is looked through for drift like any other, except that
/// what is new is not reported.
///
/// The table has a row for each version that the file went through: `version`, `at`, `program`
/// (the package that declares the schema), `seal`, and `readers` and `writers`, the oldest versions
/// whose programs can read and write. It is no part of the schema; don't declare it. Files get it
/// with their next upgrade.
///
/// # Types of columns
///
/// | in Rust | in SQLite |
/// |---|---|
/// | `i64`, `i32`, `i16`, `i8`, `u32`, `u16`, `u8`, `bool` | `INTEGER` |
/// | `f64`, `f32` | `REAL` |
/// | `String` | `TEXT` |
/// | `Vec<u8>` | `BLOB` |
/// | `Option<T>` | like `T`, and may be NULL |
/// | any other type with `ToSql` and `FromSql` | what stands after `as`: `state: SagaState as TEXT` |
/// | `serde_json::Value as TEXT` (feature `serde_json`) | JSON |
/// | `chrono::NaiveDate as TEXT` and its kin, `chrono::DateTime<Utc> as TEXT` (feature `chrono`) | `2026-02-03`, `2026-02-03 04:05:06+00:00` |
/// | `jiff::Timestamp as TEXT`, `jiff::civil::Date as TEXT` and its kin (feature `jiff`) | `2026-02-03T04:05:06Z`, `2026-02-03` |
/// | `uuid::Uuid as BLOB` (feature `uuid`) | its 16 bytes |
///
/// # Where it may stand
///
/// Anywhere an item may. Types and attributes mean what they mean where the macro stands, as long as
/// that is a module. Inside a function they don't see what the function declares, because a module
/// never does: there, rustc finds only what the module around the function has.
///
/// Of the paths in an attribute only those outside of strings can be followed:
/// `#[serde(with = "crate::hex")]` works anywhere, `#[serde(with = "self::hex")]` doesn't.
#[macro_export]
macro_rules! schema {
    ($($declaration:tt)*) => {
        $crate::__private::schema! { ($crate) $($declaration)* }
    };
}
