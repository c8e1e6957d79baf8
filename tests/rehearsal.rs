//! The rehearsal once more, as a user's test runs it.

#![cfg(feature = "rehearsal")]
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use rusqlite_schema::{
    Error, Outcome, RehearsalError,
    rusqlite::{Connection, functions::FunctionFlags},
    schema,
};
use tempfile::TempDir;

schema! {
    /// Notes.
    pub schema notes in "notes.db" {
        history {
            /// Notes.
            version 1 sealed "2:9ed63e973e7eedd0";
            /// Notes have a body.
            version 2;
        }

        table note {
            id: i64 primary key,
            title: String,
            body: String = "" since 2,
        }
    }
}

schema! {
    /// Pages, under names that the program makes of their titles.
    pub schema pages in "pages.db" {
        extern function slug(1);

        history {
            /// Pages.
            version 1 sealed "2:0f99ac7140398d4d";
            /// Pages have an address.
            version 2;
        }

        table page {
            id: i64 primary key,
            title: String,
            slug: String unique since 2 from "slug(title)",
        }
    }
}

schema! {
    /// Secrets of a form that nobody guesses.
    pub schema secrets in "secrets.db" {
        history {
            /// Secrets.
            version 1;
        }

        table secret {
            text: String check "hex(text) LIKE '%7E%7E%' AND text = upper(text)",
        }
    }
}

schema! {
    /// Secrets that are known to be such.
    pub schema known in "secrets.db" {
        history {
            /// Secrets.
            version 1;
        }

        table secret unrehearsed {
            text: String check "hex(text) LIKE '%7E%7E%' AND text = upper(text)",
        }
    }
}

schema! {
    /// Measures, whose unit was part of their text.
    pub schema measures in "measures.db" {
        history {
            /// Measures.
            version 1 sealed "2:e250c816564e7013";
            /// Measures have a unit.
            version 2 { run split; }
        }

        table measure {
            id: i64 primary key,
            text: String until 2,
            amount: String since 2,
            unit: String since 2,
        }
    }
}

fn split(step: &mut measures::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
    step.change(|it: measures::v1::Measure| {
        let middle = it.text.find(|it: char| !it.is_ascii_digit());
        let (amount, unit) = it.text.split_at(middle.unwrap_or(it.text.len()));
        measures::v2::MeasureChanges {
            amount: amount.to_owned(),
            unit: unit.to_owned(),
        }
    })
}

/// The same, whose function reads only what the program itself writes.
mod strict {
    rusqlite_schema::schema! {
        /// Measures, whose unit was part of their text.
        pub schema measures in "measures.db" {
            history {
                /// Measures.
                version 1 sealed "2:e250c816564e7013";
                /// Measures are numbers.
                version 2 { run number; }
            }

            table measure { id: i64 primary key, text: String until 2, amount: i64 since 2 }
        }
    }

    fn number(step: &mut measures::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        step.change(|it: measures::v1::Measure| {
            let amount = it.text.parse()?;
            Ok(measures::v2::MeasureChanges { amount })
        })
    }
}

#[test]
fn functions_of_data_steps_run_as_well() {
    assert!(measures::rehearse().unwrap().unseen.is_empty());
    let error = strict::measures::rehearse().unwrap_err();
    let text = error.to_string();
    assert!(
        matches!(error, RehearsalError::DataStep { version: 2, .. }),
        "{text}"
    );
    assert!(
        text.contains("`number` failed at a made-up row of `measure`, where id = "),
        "{text}"
    );
}

#[test]
fn a_history_runs_in_one_line() {
    let rehearsal = notes::rehearse().unwrap();
    assert!(rehearsal.unseen.is_empty() && rehearsal.unsown.is_empty());
    assert_eq!(notes::SCHEMA.rehearsed_on, Some(rehearsal.sqlite));
}

#[test]
fn a_history_runs_with_the_programs_own_functions() {
    let without = pages::rehearse().unwrap();
    assert_eq!(without.unseen, ["what the function `slug` computes"]);

    let register = |conn: &Connection| {
        conn.create_scalar_function("slug", 1, FunctionFlags::SQLITE_UTF8, |context| {
            Ok(context.get::<String>(0)?.to_lowercase().replace(' ', "-"))
        })
    };
    assert!(pages::rehearse_with(register).unwrap().unseen.is_empty());
}

#[test]
fn a_function_of_the_programs_that_breaks_a_key_is_found() {
    let register = |conn: &Connection| {
        conn.create_scalar_function("slug", 1, FunctionFlags::SQLITE_UTF8, |_| Ok("same"))
    };
    let error = pages::rehearse_with(register).unwrap_err();
    assert!(
        matches!(error, RehearsalError::Run(Error::Step { version: 2, .. })),
        "{error}"
    );
}

#[test]
fn a_table_that_nobody_can_guess_must_say_so() {
    let error = secrets::rehearse().unwrap_err();
    assert!(error.to_string().contains("`secret`"), "{error}");
    assert!(
        error.to_string().contains("help: say `unrehearsed`"),
        "{error}"
    );
    known::rehearse().unwrap();
}

/// A file of an older release.
fn release(folder: &Path, name: &str, version: i64) {
    let conn = Connection::open(folder.join(name)).unwrap();
    notes::create_at(&conn, version).unwrap();
    conn.execute_batch("INSERT INTO note (title) VALUES ('one')")
        .unwrap();
}

fn pattern(folder: &TempDir) -> String {
    folder.path().join("*.db").display().to_string()
}

/// The names of a folder's files, and what is in them.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let read = files.map(|it| {
        let name = it.file_name().to_string_lossy().into_owned();
        (name, fs::read(it.path()).unwrap())
    });
    let mut contents: Vec<_> = read.collect();
    contents.sort_unstable();
    contents
}

#[test]
fn copies_of_released_files_are_upgraded_and_the_files_stay() {
    let folder = TempDir::new().unwrap();
    release(folder.path(), "1.db", 1);
    release(folder.path(), "2.db", 2);
    let before = contents(folder.path());

    let reports = notes::rehearse_from(&pattern(&folder)).unwrap();

    let outcomes: Vec<Outcome> = reports.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [Outcome::Upgraded { from: 1 }, Outcome::Current]);
    assert!(reports[0].file.ends_with("1.db"), "{}", reports[0].file);
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn what_stands_only_in_the_log_is_copied_too() {
    let folder = TempDir::new().unwrap();
    let writer = Connection::open(folder.path().join("1.db")).unwrap();
    writer
        .execute_batch("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0")
        .unwrap();
    notes::create_at(&writer, 1).unwrap();

    let reports = notes::rehearse_from(&pattern(&folder)).unwrap();

    assert_eq!(reports[0].outcome, Outcome::Upgraded { from: 1 });
}

#[test]
fn a_file_that_can_not_be_upgraded_is_named() {
    let folder = TempDir::new().unwrap();
    release(folder.path(), "1.db", 1);
    let path = folder.path().join("2.db");
    release(folder.path(), "2.db", 1);
    Connection::open(&path)
        .unwrap()
        .execute_batch("ALTER TABLE note RENAME COLUMN title TO name")
        .unwrap();

    let error = notes::rehearse_from(&pattern(&folder)).unwrap_err();

    let RehearsalError::Copied { file, source, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(file, path.display().to_string());
    assert!(
        matches!(*source, RehearsalError::Run(Error::AnotherHistory { .. })),
        "{source}"
    );
}

#[test]
fn a_current_file_that_has_drifted_is_named() {
    let folder = TempDir::new().unwrap();
    release(folder.path(), "2.db", 2);
    Connection::open(folder.path().join("2.db"))
        .unwrap()
        .execute_batch("ALTER TABLE note DROP COLUMN body")
        .unwrap();
    let error = notes::rehearse_from(&pattern(&folder)).unwrap_err();
    assert!(
        error.to_string().contains("differs from its declaration"),
        "{error}"
    );
}

#[test]
fn a_pattern_of_no_file_is_an_error() {
    let folder = TempDir::new().unwrap();
    let error = notes::rehearse_from(&pattern(&folder)).unwrap_err();
    assert!(matches!(error, RehearsalError::NoFiles { .. }), "{error}");
    assert!(notes::rehearse_from("a/[").is_err());
}

/// What made-up rows hold is what the texts of a schema read there.
mod fitting {
    use rusqlite_schema::rusqlite::{
        self,
        types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
    };

    rusqlite_schema::schema! {
        /// Documents, whose columns are read otherwise than as any text.
        pub schema documents in "documents.db" {
            history {
                /// Documents.
                version 1 sealed "2:7f5d873e1ffb18c1";
                /// Their names, and what is counted in them.
                version 2 sealed "2:7806ab5eff7e3b43" {
                    sql "UPDATE document SET extra = json_set(document.extra, '$.seen', 1)";
                }
                /// Their labels.
                version 3 sealed "2:a33cc6fc7545334c" { sql "UPDATE document SET label = meta ->> 'label'"; }
            }

            table document as Document {
                id: i64 primary key,
                data: String,
                extra: String,
                made: String,
                meta: String = "{}",
                name: String since 2 from "json_extract(data, '$.name')",
                deep: String since 2 from "json_extract(data, '$.a.b')",
                at: i64 since 2 from "unixepoch(made)",
                label: Option<String> since 2,

                index by_kind ("json_extract(data, '$.kind')"),
            }
        }
    }

    rusqlite_schema::schema! {
        /// Members, the first of whom stand in every file.
        pub schema club in "club.db" {
            history {
                /// Members.
                version 1 sealed "2:a66db16e90eaa975";
                /// Ages.
                version 2 sealed "2:3e34ba4167f040bd";
                /// Sizes, and no shelf twice.
                version 3 sealed "2:d6a35d356cdf7ddc" {
                    sql "DELETE FROM shelf WHERE rowid NOT IN (SELECT min(rowid) FROM shelf)";
                }
                /// The first ones.
                version 4;
            }

            table member as Member { id: i64 primary key, a: i64 = 0 since 2, size: i64 since 3 from "2" }
            table shelf as Shelf { name: String, n: i64 = 1 since 2 }
            seed member since 4 { id: 3, size: 4 }
            seed member since 4 { id: 4, size: 4 }
        }
    }

    /// What nobody can make up.
    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Hinge(String);

    impl FromSql for Hinge {
        fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
            match value.as_str()? {
                it @ ("left" | "right") => Ok(Self(it.to_owned())),
                other => Err(FromSqlError::Other(format!("`{other}` is no side").into())),
            }
        }
    }

    impl ToSql for Hinge {
        fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
            self.0.to_sql()
        }
    }

    rusqlite_schema::schema! {
        /// Doors, and where they hang.
        pub schema doors in "doors.db" {
            history {
                /// Doors.
                version 1 sealed "2:1deebd27f0203ce5";
                /// Doors that are counted.
                version 2 { run count; }
            }

            table door as Door { id: i64 primary key, hinge: Hinge as TEXT, count: i64 since 2 }
        }
    }

    fn count(step: &mut doors::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        step.change(|_: doors::v1::Door| doors::v2::DoorChanges { count: 1 })
    }
}

#[test]
fn what_texts_read_as_json_or_as_a_time_is_made_up_so() {
    let rehearsal = fitting::documents::rehearse().unwrap();
    assert!(rehearsal.unseen.is_empty() && rehearsal.unsown.is_empty());
}

#[test]
fn made_up_keys_keep_clear_of_seeds_and_of_each_other() {
    fitting::club::rehearse().unwrap();
}

#[test]
fn a_function_that_cannot_read_made_up_rows_runs_without() {
    let rehearsal = fitting::doors::rehearse().unwrap();
    assert_eq!(
        rehearsal.unseen,
        ["rows in `run count` of version 2, which can't read made-up ones"]
    );
}
