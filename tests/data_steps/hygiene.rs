//! The expansion of a `run` takes no name of the user's, and needs none.

// Dummy modules, to check that the expansion refers to the crates and not to these.
mod core {}
mod model {}
mod rusqlite {}
mod std {}

/// A type of the user's, two modules further out than the rows that have it.
pub(crate) type Own = String;

mod inner {
    pub(super) mod own {
        pub(crate) use super::super::Own as Alias;
    }

    rusqlite_schema::schema! {
        pub(super) schema odd in "odd.db" {
            history {
                /// The first.
                version 1 sealed "2:21685135a0c973dc";
                /// Functions with names that the expansion could have taken for its own.
                version 2 {
                    run raw;
                    run self::function;
                    run step;
                    run super::functions::run;
                    run migrate;
                }
            }

            table item as Item {
                above: super::Own as TEXT,
                here: Option<self::own::Alias> as TEXT,
                relative: own::Alias as TEXT,
                r#type: Option<Vec<u8>>,
                "user-name" as user_name: i64 since 2,
            }

            table log as DataStep { text: String }
        }
    }

    fn raw(step: &mut odd::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        step.change(|it: odd::v1::Item| odd::v2::ItemChanges {
            user_name: i64::from(it.r#type.is_none()),
        })
    }

    fn function(step: &mut odd::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        note(step, "function")
    }

    fn step(step: &mut odd::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        note(step, "step")
    }

    /// The module has a function of this name, too.
    fn migrate(step: &mut odd::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        note(step, "migrate")
    }

    pub(super) fn note(step: &mut odd::V1ToV2<'_>, text: &str) -> rusqlite_schema::Result<()> {
        step.insert(&odd::v2::DataStep {
            text: text.to_owned(),
        })
    }
}

mod functions {
    pub(super) fn run(step: &mut super::inner::odd::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        super::inner::note(step, "run")
    }
}

#[test]
fn functions_and_types_are_found_from_where_the_macro_stands() {
    let connection = rusqlite_schema::rusqlite::Connection::open_in_memory().unwrap();
    inner::odd::create_at(&connection, 1).unwrap();
    connection
        .execute("INSERT INTO item VALUES ('a', NULL, 'c', NULL)", [])
        .unwrap();
    inner::odd::migrate(&connection).unwrap();
    let log = "SELECT group_concat(text) FROM log";
    let log: String = connection.query_row(log, [], |row| row.get(0)).unwrap();
    assert_eq!(log, "function,step,run,migrate");
}
