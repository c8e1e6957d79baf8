//! What a run does is told by the versions that ask for it, and by the names that people know.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex},
};

use rusqlite_schema::{Options, outlook, schema};
use support::Folder;

schema! {
    /// A house.
    pub schema house in "house.db" {
        history {
            /// Rooms and doors.
            version 1 sealed "2:0229251ea500fc0c";
            /// Rooms have lamps.
            version 2 sealed "2:bf8891097f06e7f4";
            /// Windows come, and lofts go.
            version 3 sealed "2:4920716ecf83d842";
            /// A name is in small letters, and doors have a number.
            version 4 {
                rename Back => back;
            }
        }

        table room as Room {
            name: String,
            lamps: i64 = 0 since 2,
            heated: bool = false since 3,
            index by_name (name) since 3,
        }
        table window as Window since 2 { name: String }
        table loft until 3 { name: String }
        table door as Door { name: String until 4, name: i64 since 4 from "length(name)" }
        table back as Back { name: String }
        view lit "SELECT name FROM room WHERE lamps > 0" since 2;
    }
}

#[test]
fn steps_are_those_of_their_versions() {
    let folder = Folder::new();
    let mut connection = folder.connect();
    house::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO door VALUES ('oak')")
        .unwrap();
    let planned = outlook(&connection, house::PROGRAM).unwrap();
    let planned: Vec<_> = planned
        .steps
        .into_iter()
        .map(|it| (it.version, it.what))
        .collect();

    let told = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&told);
    let options = Options::default().progress(move |it| {
        seen.lock().unwrap().push((it.version, it.step.clone()));
        ControlFlow::Continue(())
    });
    let report = house::migrate_with(&mut connection, &options).unwrap();
    let done: Vec<_> = report
        .steps
        .iter()
        .map(|it| (it.version, it.what.clone()))
        .collect();
    assert_eq!(done, planned);
    told.lock().unwrap().dedup();
    assert_eq!(*told.lock().unwrap(), done);
    for (version, what) in [
        (2, "create table window"),
        (2, "add column room.lamps"),
        (3, "add column room.heated"),
        (3, "create index by_name"),
        (3, "drop table loft"),
        (4, "build table door anew"),
        (4, "put the new table door in its place"),
    ] {
        assert!(
            done.contains(&(version, what.to_owned())),
            "{version} {what}: {done:#?}"
        );
    }
    assert!(!report.to_string().contains("_schema_"), "{report}");
}

#[test]
fn a_file_of_the_newest_version_is_adopted_and_not_upgraded() {
    let folder = Folder::new();
    let connection = folder.connect();
    house::migrate(&connection).unwrap();
    connection.execute_batch("PRAGMA user_version = 0").unwrap();
    let report = house::migrate(&connection).unwrap().to_string();
    assert!(report.contains("adopted as version 4"), "{report}");
    assert!(!report.contains("upgraded"), "{report}");
}
