//! What the generated module offers, used as a program uses it.
#![allow(clippy::expect_used)]

use rusqlite_schema::{Error, Options, Outlook, Program, Report, rusqlite::Connection, schema};

schema! {
    /// Things of several kinds.
    pub schema things in "things.db" {
        /// What a thing can be.
        pub const KINDS: Kind = [plain, "odd kind" as Odd];

        history {
            /// Things.
            version 1;
        }

        table thing_{kind} for kind in KINDS as Thing {
            id: i64 primary key,
            name: String collate nocase,
            length: i64 generated "length(name)" stored,
        }

        table mention as Mention {
            kind: Kind as TEXT,
            thing: Option<i64>,
        }
    }
}

fn connection() -> Connection {
    let connection = Connection::open_in_memory().expect("a connection");
    things::migrate(&connection).expect("a new database");
    connection
}

#[test]
fn a_list_is_a_constant_and_an_enum() {
    use things::Kind;

    assert_eq!(things::KINDS, ["plain", "odd kind"]);
    assert_eq!(Kind::ALL, [Kind::Plain, Kind::Odd]);
    assert_eq!(Kind::Odd.as_str(), "odd kind");
    assert_eq!(Kind::Odd.table_name(), "thing_odd kind");
    assert_eq!("plain".parse(), Ok(Kind::Plain));
    assert_eq!(format!("{:>6}|", Kind::Plain), " plain|");
    let error = "other".parse::<Kind>().expect_err("no such kind");
    assert_eq!(
        error.to_string(),
        "no element is called `other`\nhelp: one of `plain`, `odd kind`"
    );
    assert_eq!((error.name(), error.allowed()), ("other", things::KINDS));
}

#[test]
fn constants_say_what_the_newest_version_has() {
    assert_eq!(things::VERSION, 1);
    assert_eq!(things::FILE, "things.db");
    assert_eq!(things::TABLES, ["thing_plain", "thing_odd kind", "mention"]);
    assert!(things::LEGACY_TABLE_RENAMES.is_empty());
    assert!(things::DDL.contains("CREATE TABLE IF NOT EXISTS mention"));
    assert_eq!(things::SCHEMA.newest_version(), things::VERSION);
}

#[test]
fn a_row_goes_in_and_comes_out() -> Result<(), Box<dyn std::error::Error>> {
    use things::{Kind, Mention};

    let connection = connection();
    for thing in [Some(1), None] {
        let mention = Mention {
            kind: Kind::Odd,
            thing,
        };
        assert_eq!(mention.insert(&connection)?, 1);
    }
    let mut statement = connection.prepare(Mention::SELECT)?;
    let rows = statement
        .query_map([], Mention::from_row)?
        .collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = rows.iter().map(|it| (it.kind, it.thing)).collect();
    assert_eq!(rows, [(Kind::Odd, Some(1)), (Kind::Odd, None)]);
    Ok(())
}

#[test]
fn a_row_of_a_template_names_its_table() -> Result<(), Box<dyn std::error::Error>> {
    use things::{Kind, Thing};

    let connection = connection();
    let thing = Thing {
        id: 0,
        name: "lamp".to_owned(),
        length: 0,
    };
    assert_eq!(thing.insert(Kind::Odd, &connection)?, 1);
    let read = connection.query_row(Thing::select(Kind::Odd), [], Thing::from_row)?;
    assert_eq!((read.id, read.name.as_str(), read.length), (1, "lamp", 4));
    assert_eq!(
        Thing::insert_into(Kind::Plain),
        "INSERT INTO thing_plain (name) VALUES (?1)"
    );
    Ok(())
}

#[test]
fn a_name_that_no_element_has_is_no_value() -> Result<(), Box<dyn std::error::Error>> {
    let connection = connection();
    connection.execute("INSERT INTO mention (kind) VALUES ('other')", [])?;
    let read = connection.query_row(things::Mention::SELECT, [], things::Mention::from_row);
    let error = read.err().expect("no such kind").to_string();
    assert!(error.contains("no element is called `other`"), "{error}");
    Ok(())
}

#[test]
fn what_a_run_takes_and_gives_goes_between_threads() {
    fn goes<T: Send + Sync>() {}
    goes::<Error>();
    goes::<Options>();
    goes::<Outlook>();
    goes::<Program<'static>>();
    goes::<Report>();
}

#[test]
fn a_schema_tells_its_history() {
    let schema = &things::SCHEMA;
    assert_eq!((schema.name(), schema.file()), ("things", "things.db"));
    assert_eq!((schema.first_version(), schema.newest_version()), (1, 1));
    let [version] = schema.history() else {
        unreachable!("one version")
    };
    assert_eq!((version.number(), version.sentence()), (1, "Things."));
    assert!(!version.is_sealed());
}
