//! A table of the file's own refers to a key that the schema no longer has.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{Error, schema};
use support::Folder;

schema! {
    /// Areas.
    pub schema areas in "areas.db" {
        history {
            /// Areas have a code.
            version 1 sealed "2:f99a2e316d6ccf7e";
            /// Codes may be shared, and a view stands where a table was.
            version 2;
        }

        table area as Area {
            id: i64 primary key,
            code: String unique until 2,
            code: String since 2 from "code",
        }
        table place as Place until 2 { id: i64 primary key, name: String }
        view place since 2 "SELECT id, code AS name FROM area";
    }
}

fn upgraded(own: &str) -> Result<rusqlite_schema::Report, Error> {
    let folder = Folder::new();
    let connection = folder.connect();
    areas::create_at(&connection, 1).unwrap();
    connection
        .execute_batch("INSERT INTO area VALUES (1, 'a'); INSERT INTO place VALUES (1, 'x')")
        .unwrap();
    connection.execute_batch(own).unwrap();
    let outcome = areas::migrate(&connection);
    if outcome.is_err() {
        assert_eq!(support::stamp(&connection), 1);
    }
    outcome
}

#[test]
fn a_reference_of_the_files_own_to_a_key_that_goes_is_refused() {
    for rows in [
        "",
        "INSERT INTO own VALUES ('a')",
        "INSERT INTO own VALUES (NULL)",
    ] {
        let own = format!("CREATE TABLE own (code TEXT REFERENCES area(code)); {rows}");
        let error = upgraded(&own).unwrap_err();
        let said = error.to_string();
        assert!(matches!(error, Error::ForeignKeys { .. }), "{rows}: {said}");
        assert!(said.contains("`own`") && said.contains("`area`"), "{said}");
    }
}

#[test]
fn a_reference_that_never_had_a_key_stops_no_upgrade() {
    upgraded("CREATE TABLE own (name TEXT REFERENCES place(name), a TEXT REFERENCES area(none))")
        .unwrap();
}

/// `until` says that the rows go.
#[test]
fn a_view_may_take_the_name_of_a_table_that_goes() {
    let report = upgraded("").unwrap();
    let said = report.to_string();
    assert!(
        said.contains("drop table place") && said.contains("create view place"),
        "{said}"
    );
}
