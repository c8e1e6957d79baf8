//! What SQLite keeps of a file is what was foreseen, whichever way the file came to the newest version.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod support;

use rusqlite_schema::{Schema, rusqlite::Connection, schema};
use schema_core::foreseen::fingerprint;

schema! {
    /// Everything that SQLite changes in place, and what it doesn't.
    pub schema shop in "shop.db" {
        history {
            /// The first tables.
            version 1 sealed "2:2a398cc44f6a46a6";
            /// Columns come.
            version 2 sealed "2:fdb00cb11c901550";
            /// Names change.
            version 3 sealed "2:8c6f79e6f493e771" {
                rename customer => client;
                rename item.nr => number;
                rename client.mail => "e-mail";
                rename letter => memo;
            }
            /// Columns go, and others come.
            version 4 sealed "2:c369a575c508f547";
            /// A column is altered.
            version 5 sealed "2:d9f5d38181c2f2da";
            /// One more of each.
            version 6;
        }
        journal schema_history;

        table client as Client {
            id: i64 primary key autoincrement,
            "e-mail" as mail: String unique collate nocase,
            phone: Option<String> until 4,
            city: String = "" since 2,
            country: String = "DE" since 6,
            note: Option<String> since 4 until 6,

            check "length(\"e-mail\") > 0",
            index client_by_city (city, id) where "\"e-mail\" != ''" since 2,
        }
        table item as Item strict {
            number: i64,
            "order" as order: Option<i64> references client(id),
            gone: i64 = 0 until 4,
            price: f64 = 0.0 since 2,
            label: Option<String> since 4 until 5,
            label: String = "" since 5 from "coalesce(label, '')",
            last: Option<i64> since 6,

            primary key (number),
            index item_by_number (number desc, order),
        }
        table part as Part {
            id: i64 primary key,
            of: i64 references item(number) on delete cascade,
            owner: Option<String> references client("e-mail"),
            tail: Option<i64> until 4,
            extra: Option<i64> since 2,
        }
        virtual table search using "fts5(city, content=client, content_rowid=id)" since 2;
        virtual table area using "rtree(id, x, y)";
        virtual table memo using "fts5(body)";
        view cities "SELECT city FROM client" since 2;
        trigger watch after insert on item "UPDATE item SET price = 1 WHERE number = new.number;" since 2;
    }
}

/// The statements that SQLite keeps and that were not foreseen, those of the library's own tables aside.
fn surprises(connection: &Connection, schema: &Schema) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'
        AND name NOT LIKE 'memo\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT LIKE 'area\\_%' ESCAPE '\\' AND name != 'schema_history'";
    let mut statement = connection.prepare(sql).unwrap();
    let texts = statement.query_map([], |row| row.get(0)).unwrap();
    let mut texts: Vec<String> = texts.map(Result::unwrap).collect();
    texts.retain(|it| !schema.foreseen.texts.contains(&fingerprint(it.as_bytes())));
    texts
}

fn at(version: i64) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    shop::create_at(&connection, version).unwrap();
    connection
}

#[test]
fn a_file_that_came_at_once_has_the_texts_that_were_foreseen() {
    for version in 1..=6 {
        let connection = at(version);
        shop::migrate(&connection).unwrap();
        assert_eq!(
            surprises(&connection, &shop::SCHEMA),
            [""; 0],
            "from {version}"
        );
    }
}

#[test]
fn a_file_that_came_version_by_version_has_the_texts_that_were_foreseen() {
    let connection = at(1);
    let at_2 = shop::v1_to_v2(shop::begin(&connection).unwrap()).unwrap();
    let at_3 = shop::v2_to_v3(at_2).unwrap();
    let at_4 = shop::v3_to_v4(at_3).unwrap();
    let at_5 = shop::v4_to_v5(at_4).unwrap();
    shop::finish(shop::v5_to_v6(at_5).unwrap()).unwrap();
    assert_eq!(surprises(&connection, &shop::SCHEMA), [""; 0]);
}
