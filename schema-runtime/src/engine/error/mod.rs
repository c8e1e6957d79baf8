//! What can go wrong in a run. Whatever it is, the file is as it was.

mod backup;
mod causes;
#[cfg(all(test, feature = "rehearsal"))]
mod examples;
#[cfg(all(test, feature = "rehearsal"))]
#[allow(clippy::unwrap_used, clippy::panic)]
mod index;
mod misuse;
mod name;
mod refusal;
#[cfg(feature = "rehearsal")]
mod rehearsal;
mod remedy;
mod row;
#[cfg(all(test, feature = "rehearsal"))]
#[allow(clippy::unwrap_used)]
mod seen;
mod words;

use std::{path::PathBuf, time::Duration};

use schema_core::{found::Difference, plan::by_their_names};

pub(crate) use self::backup::Held;
pub(in crate::engine) use self::refusal::by_the_tables_names;
pub(crate) use self::refusal::is_about_sql;
use self::refusal::unreadable;
#[cfg(feature = "rehearsal")]
pub use self::rehearsal::RehearsalError;
#[cfg(feature = "rehearsal")]
pub(crate) use self::rehearsal::Rehearsed;
pub(in crate::engine) use self::words::a_program;
use self::words::{
    about, at, foreign, journal_mode, library, lines, list, locked, needs, numbers, stamping,
};
pub use self::{
    causes::WithCauses,
    misuse::Misuse,
    remedy::Remedy,
    row::{FailedRow, Violation},
};

/// A result of the engine.
pub type Result<T> = std::result::Result<T, Error>;

/// A data step's reason to fail: an error of any library, or a sentence (`"no name".into()`).
pub type StepError = Box<dyn std::error::Error + Send + Sync>;

/// What a data step in Rust gives back, and a closure that makes rows: `?` takes any error in it.
///
/// ```
/// use schema_runtime::engine::StepResult;
///
/// fn pages(text: &str) -> StepResult<i64> {
///     match text {
///         "lost" => Err("the book is lost".into()),
///         number => Ok(number.parse()?),
///     }
/// }
/// assert_eq!(pages("90").unwrap(), 90);
/// assert_eq!(pages("lost").unwrap_err().to_string(), "the book is lost");
/// assert!(pages("many").is_err());
/// ```
pub type StepResult<T = ()> = std::result::Result<T, StepError>;

/// Why a run did not happen. Nothing in the file has changed.
///
/// Its text says what is wrong with which file, that nothing was changed, and what to do next. What
/// caused it, such as SQLite's own words, is its `source()`; [`Error::with_causes`] prints both. So
/// does `{:?}`, because that is what a `main` that returns an error prints, and what `unwrap` shows.
///
/// There will be more of them, and more to tell of each: match with a `_` arm, and with `..`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A newer program has written the file.
    #[error(
        "{file} is at version {found}{}, and this program knows versions up to {newest} only; nothing was changed\nhelp: update the program, or open a copy of the file made before the update",
        needs(*needed)
    )]
    #[non_exhaustive]
    TooNew {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        found: i64,
        /// The newest version of the schema.
        newest: i64,
        /// The oldest version whose programs can read it, if its journal says so.
        needed: Option<i64>,
    },
    /// A newer program has written the file, and this one can read it but not write.
    #[error(
        "{file} is at version {found}, to which programs of version {needed} and newer can write, and this program knows versions up to {newest} only; nothing was changed\nhelp: open it to be read only, or update the program"
    )]
    #[non_exhaustive]
    ReadersOnly {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        found: i64,
        /// The newest version of the schema.
        newest: i64,
        /// The oldest version whose programs can write to it.
        needed: i64,
    },
    /// The file is older than the history.
    #[error(
        "{file} is at version {found}, and this program's history begins at {first}; nothing was changed\nhelp: open the file with an older release of the program first"
    )]
    #[non_exhaustive]
    TooOld {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        found: i64,
        /// The first version of the schema.
        first: i64,
    },
    /// The file has another application's mark, or none of the tables that any version of the schema has.
    #[error(
        "{file} belongs to another application: {}; nothing was changed\nhelp: open another file",
        foreign(tables, *mark)
    )]
    #[non_exhaustive]
    NotOurs {
        /// The file.
        file: String,
        /// What it has.
        tables: Vec<String>,
        /// Its `application_id`, if that is another application's.
        mark: Option<i64>,
    },
    /// The file is stamped, and has nothing of what it is stamped for.
    #[error(
        "{file} is stamped with version {version} and has nothing in it; nothing was changed\nhelp: restore a copy; if there is nothing to restore, remove the file or run `PRAGMA user_version = 0` on it, and it will be created anew"
    )]
    #[non_exhaustive]
    StampedEmpty {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        version: i64,
    },
    /// The file does not look like the version that it is stamped with, or like any later one.
    #[error(
        "{file} is stamped with version {version} but has another shape; nothing was changed\n{}\nhelp: another branch of the program may have written it; bring the file to the declared shape, or restore a copy",
        lines(differences)
    )]
    #[non_exhaustive]
    AnotherHistory {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        version: i64,
        /// In what it differs from that version.
        differences: Vec<Difference>,
    },
    /// The file came to the newest version when that was another one, as its journal says.
    #[error(
        "{file} is at version {version}, but at another one than this program's, to which {} brought it; nothing was changed\nnote: two branches have each released a version {version}, or it has changed since it was a draft\nhelp: open it with the program that brought it there; or with `Options::default().reshape()`, which copies the file and brings it to the declared shape with its rows",
        a_program(program)
    )]
    #[non_exhaustive]
    AnotherSeal {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        version: i64,
        /// The program that brought it there, as the journal names it.
        program: String,
    },
    /// A file without a version number can't be brought to the first version.
    #[error(
        "{file} carries no version number and has a shape that can't be brought to version {version}; nothing was changed\n{}\nhelp: declare the older shape as a version of its own, or bring the file to the declared shape",
        lines(differences)
    )]
    #[non_exhaustive]
    CannotAdopt {
        /// The file.
        file: String,
        /// The version: the first of the schema, or the one that the file is said to have.
        version: i64,
        /// What stands in the way.
        differences: Vec<Difference>,
    },
    /// A file without a version number has a shape that several versions have, and rows that may have
    /// been through the data steps between them or not.
    #[error(
        "{file} carries no version number and may be at version {}: what tells them apart was done to its rows; nothing was changed{}",
        numbers(versions),
        stamping(missing)
    )]
    #[non_exhaustive]
    WhichVersion {
        /// The file.
        file: String,
        /// The versions that it may have, oldest first.
        versions: Vec<i64>,
        /// What it lacks of the oldest of them.
        missing: Vec<Difference>,
    },
    /// A file that needs no upgrade differs from its declaration, and the caller refuses that.
    #[error(
        "{file} differs from its declaration; nothing was changed\n{}\nhelp: {remedy}",
        lines(differences)
    )]
    #[non_exhaustive]
    Drift {
        /// The file.
        file: String,
        /// In what it differs.
        differences: Vec<Difference>,
        /// What helps.
        remedy: Remedy,
    },
    /// The connection is inside a transaction.
    #[error(
        "{file}: the connection is inside a transaction; nothing was changed\nhelp: commit or roll back first, so that a migration is whole or not at all"
    )]
    #[non_exhaustive]
    InTransaction {
        /// The file.
        file: String,
    },
    /// Rows would have to be copied or altered, which `complete` does not do.
    #[error(
        "{file}: version {version} can't be completed by adding alone, because the way to the newest version has to \"{step}\"; nothing was changed\nhelp: call `migrate` or `open`, outside of a transaction"
    )]
    #[non_exhaustive]
    NeedsUpgrade {
        /// The file.
        file: String,
        /// The version of the file; 0 if it carries none.
        version: i64,
        /// The first step that copies or alters rows.
        step: String,
    },
    /// A statement of the connection is being stepped.
    #[error(
        "{file}: a statement of the connection is still open; nothing was changed\nhelp: finish or drop it first"
    )]
    #[non_exhaustive]
    StatementOpen {
        /// The file.
        file: String,
    },
    /// TEMP objects of the connection would receive, or fire on, what is meant for the file.
    #[error(
        "{file}: the connection has TEMP objects that get in the way: {}; nothing was changed\nhelp: drop them, or migrate on a connection of its own",
        list(names)
    )]
    #[non_exhaustive]
    TempObjects {
        /// The file.
        file: String,
        /// Their names.
        names: Vec<String>,
    },
    /// The connection keeps no rollback journal, so a run that fails could not be taken back.
    #[error(
        "{file}: the connection's `journal_mode` is OFF, so SQLite could not take back what a failed run has written; nothing was changed\nhelp: set another mode before the migration, as in `PRAGMA journal_mode = {}`",
        journal_mode(file)
    )]
    #[non_exhaustive]
    NoRollback {
        /// The file.
        file: String,
    },
    /// Another connection holds the lock.
    #[error("{file} is locked by another connection, {}", locked(*waited, *shared_cache))]
    #[non_exhaustive]
    Locked {
        /// The file.
        file: String,
        /// How long the run waited.
        waited: Duration,
        /// Whether the other connection shares its cache with this one. Then SQLite doesn't wait for it.
        shared_cache: bool,
    },
    /// The file can't be written to.
    #[error(
        "{file} can't be written to, and is not at the newest version; nothing was changed\nhelp: make the file and its folder writable, and open it to be written to, without `query_only`"
    )]
    #[non_exhaustive]
    ReadOnly {
        /// The file.
        file: String,
    },
    /// The file needs something to be written before it can be read, and can't be written to.
    ///
    /// Another program was interrupted in a transaction, or the file is in WAL mode and its log has
    /// no index.
    #[error(
        "{file} can't be read before what an interrupted program left beside it is dealt with, and can't be written to; nothing was changed\nhelp: open it once to be written to, in a folder that can be written to"
    )]
    #[non_exhaustive]
    NeedsRecovery {
        /// The file.
        file: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is no database, a damaged one, or an encrypted one whose key is missing or wrong.
    #[error("{file} is {}", unreadable(source))]
    #[non_exhaustive]
    NotADatabase {
        /// The file.
        file: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file can't be opened.
    #[error(
        "{file} can't be opened; nothing was changed\nhelp: the path must be a file, or a name for a new file, in a folder that exists; a file in WAL mode needs one that can be written to, or `?immutable=1`"
    )]
    #[non_exhaustive]
    Open {
        /// The file.
        file: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// SQLite refuses a step.
    #[error(
        "{file} can't be brought to version {version}: SQLite refuses a step; nothing was changed\nnote: while running\n{}{}",
        by_their_names(sql),
        about(rows)
    )]
    #[non_exhaustive]
    Step {
        /// The file.
        file: String,
        /// The version that the step leads to.
        version: i64,
        /// The statement.
        sql: String,
        /// The first rows that it is refused for, where they are known.
        rows: Vec<FailedRow>,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },
    /// SQLite refuses a step, and is older than the one on which the schema was rehearsed.
    #[error(
        "{file} can't be brought to version {version}: this is SQLite {}, and the history was rehearsed on {}; nothing was changed\nnote: while running\n{}\nhelp: enable the feature `bundled`, or update SQLite",
        library(*running), library(*rehearsed_on), by_their_names(sql)
    )]
    #[non_exhaustive]
    OlderSqlite {
        /// The file.
        file: String,
        /// The version that the step leads to.
        version: i64,
        /// The statement.
        sql: String,
        /// The SQLite that runs, as SQLite writes its version number.
        running: i32,
        /// The SQLite that the history was rehearsed on.
        rehearsed_on: i32,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },
    /// An object of the file can't be read as SQL, now or after the step.
    ///
    /// SQLite reads all of them again before it renames or drops a part of a table.
    #[error(
        "{file} can't be brought to version {version}: {object} is in the way; nothing was changed\nnote: while running\n{}\nhelp: drop it, and create it again after the migration in a form that works then",
        by_their_names(sql)
    )]
    #[non_exhaustive]
    InTheWay {
        /// The file.
        file: String,
        /// The version that the step leads to.
        version: i64,
        /// What is in the way, such as ``view `recent` ``.
        object: String,
        /// The statement.
        sql: String,
        /// What SQLite said.
        source: Box<rusqlite::Error>,
    },
    /// The connection lacks something that the schema declares as `extern`.
    #[error(
        "{file}: the {kind} `{name}`, which the schema declares as `extern`, is not registered with the connection; nothing was changed\nhelp: register it before the migration"
    )]
    #[non_exhaustive]
    NotRegistered {
        /// The file.
        file: String,
        /// `function`, `collation` or `module`.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// Something in the file calls a function of the application, and the schema does not say that
    /// its files do.
    #[error(
        "{file} calls a function of the application that the schema doesn't declare; nothing was changed\nhelp: declare it, as in `extern function name(1);`, or drop what calls it"
    )]
    #[non_exhaustive]
    UnsafeFunction {
        /// The file.
        file: String,
        /// What SQLite said, with the function's name.
        source: rusqlite::Error,
    },
    /// A version asks for a function that the program has not brought.
    #[error(
        "{file} can't be brought to version {version}, which runs `{function}`, because the program does not bring that function; nothing was changed\nhelp: migrate with the functions of the generated module, not with its `SCHEMA` alone"
    )]
    #[non_exhaustive]
    NoDataStep {
        /// The file.
        file: String,
        /// The version.
        version: i64,
        /// The function, as the schema names it.
        function: String,
    },
    /// A version's function failed.
    #[error(
        "{file} can't be brought to version {version}: `{function}` failed{}; nothing was changed\nhelp: mend the row, or have the function deal with it",
        at(row.as_deref())
    )]
    #[non_exhaustive]
    DataStep {
        /// The file.
        file: String,
        /// The version.
        version: i64,
        /// The function, as the schema names it.
        function: String,
        /// The old row that it was about, if it was about one.
        row: Option<Box<FailedRow>>,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A version's function asks for something that can't be done.
    #[error(
        "{file} can't be brought to version {version}: `{function}` {misuse}\nnote: nothing was changed"
    )]
    #[non_exhaustive]
    Misuse {
        /// The file.
        file: String,
        /// The version.
        version: i64,
        /// The function, as the schema names it.
        function: String,
        /// What it asks for.
        misuse: Misuse,
    },
    /// No function has given the rows of a table the values that the version asks for.
    #[error(
        "{file} can't be brought to version {version}: the rows of `{table}` have got no values for {}; nothing was changed\nhelp: give the columns a default or a `from`, or have a `run` of the version `change` the table",
        list(columns)
    )]
    #[non_exhaustive]
    NotFilled {
        /// The file.
        file: String,
        /// The version.
        version: i64,
        /// The table.
        table: String,
        /// The columns that must not be NULL.
        columns: Vec<String>,
    },
    /// The caller has ended the run.
    #[error(
        "{file}: the migration was cancelled while it ran `{step}`; nothing was changed\nhelp: start it again when there is time: it begins anew"
    )]
    #[non_exhaustive]
    Cancelled {
        /// The file.
        file: String,
        /// The version that the step leads to.
        version: i64,
        /// What the step does.
        step: String,
    },
    /// A table is to be rebuilt that has objects which the schema doesn't know.
    #[error(
        "{file} can't be brought to version {version}: table `{table}` must be rebuilt, and has {} that the schema doesn't declare; nothing was changed\nhelp: declare them, drop them, or set `Options::carry_undeclared`",
        list(objects)
    )]
    #[non_exhaustive]
    Undeclared {
        /// The file.
        file: String,
        /// The version that the rebuild leads to.
        version: i64,
        /// The table.
        table: String,
        /// What would be lost.
        objects: Vec<String>,
    },
    /// The run has broken references between rows.
    #[error(
        "{file}: the migration would leave rows whose parent is missing; nothing was changed\n{}\nhelp: mend or remove these rows, or the step that makes them",
        lines(violations)
    )]
    #[non_exhaustive]
    ForeignKeys {
        /// The file.
        file: String,
        /// The rows.
        violations: Vec<Violation>,
    },
    /// The result is not what is declared.
    #[error(
        "{file}: the result of the migration is not what version {version} declares; nothing was changed\n{}\nhelp: see that the schema's own `sql` leaves declared objects alone; if it does, this is a bug in `rusqlite-schema`",
        lines(differences)
    )]
    #[non_exhaustive]
    Mismatch {
        /// The file.
        file: String,
        /// The version that was to be reached.
        version: i64,
        /// In what the result differs.
        differences: Vec<Difference>,
    },
    /// A view or trigger no longer works after the run.
    #[error(
        "{file}: after the migration {name} would not work any more; nothing was changed\nhelp: change or drop it before the migration"
    )]
    #[non_exhaustive]
    Broken {
        /// The file.
        file: String,
        /// The view or trigger.
        name: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is not at the version that was asked for.
    #[error(
        "{file} is at version {found}, not at version {expected}; nothing was changed\nhelp: begin with the version that the file is at, or call `migrate`"
    )]
    #[non_exhaustive]
    OtherVersion {
        /// The file.
        file: String,
        /// The version that it is stamped with.
        found: i64,
        /// The version that was asked for.
        expected: i64,
    },
    /// The history does not list the version.
    #[error(
        "{file} can't be created at version {version}, which is not in the history from {first} to {newest}; nothing was changed\nhelp: name a version that the history lists"
    )]
    #[non_exhaustive]
    UnknownVersion {
        /// The file.
        file: String,
        /// The version that was asked for.
        version: i64,
        /// The first version.
        first: i64,
        /// The newest version.
        newest: i64,
    },
    /// The file was to be empty.
    #[error(
        "{file} is not empty; nothing was changed\nhelp: an older version can be created in an empty database only"
    )]
    #[non_exhaustive]
    NotEmpty {
        /// The file.
        file: String,
    },
    /// A setting of the connection could not be changed for the run.
    #[error(
        "{file}: the connection's setting {setting} can't be changed to {wanted}; nothing was changed\nhelp: close the connection and open another one"
    )]
    #[non_exhaustive]
    Setting {
        /// The file.
        file: String,
        /// The setting.
        setting: &'static str,
        /// The value that it should have.
        wanted: bool,
    },
    /// The SQLite that the program is linked with is too old.
    #[error(
        "{file} can't be migrated by SQLite {found}, because the schema needs {needed} or newer; nothing was changed\nhelp: enable the feature `bundled`, or update SQLite"
    )]
    #[non_exhaustive]
    SqliteTooOld {
        /// The file.
        file: String,
        /// The version of the library.
        found: String,
        /// The oldest version that works.
        needed: String,
    },
    /// A statement of the caller's own failed: for `?` beside the library's functions.
    #[error(transparent)]
    #[non_exhaustive]
    Statement(#[from] rusqlite::Error),
    /// No copy of the file could be made before the run.
    #[error(
        "{file} could not be backed up to {}; nothing was changed\nhelp: {}",
        backup.display(),
        backup::help(&**source)
    )]
    #[non_exhaustive]
    Backup {
        /// The file.
        file: String,
        /// The copy.
        backup: PathBuf,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A copy is to be made of a file whose path SQLite can't tell, because it isn't UTF-8.
    ///
    /// On Linux, this is so only of a database whose texts are UTF-16.
    #[error(
        "{file} can't be backed up, because its path isn't UTF-8 and SQLite doesn't tell it in full; nothing was changed\nhelp: give the file and its folders names in UTF-8, or copy the file and migrate it without a backup"
    )]
    #[non_exhaustive]
    UnknownPath {
        /// What can be shown of the path.
        file: String,
    },
    /// SQLite refuses something that is no step.
    #[error(
        "{file}: SQLite refuses to read or to commit; nothing was changed\nhelp: see what SQLite says, mend that, and try again"
    )]
    #[non_exhaustive]
    Sqlite {
        /// The file.
        file: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}
