//! Virtual tables that get another module or other arguments keep their rows.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{
    Effort,
    rusqlite::{self, Connection},
    schema,
};
use support::number;

schema! {
    /// Every form twice.
    pub schema store in "store.db" {
        history {
            /// What there is.
            version 1 sealed "2:efdc07d30616627e";
            /// Other forms.
            version 2 sealed "2:e2ea0382cf6eee2e";
            /// Another tokenizer, and a column that goes.
            version 3 sealed "2:cb3de34083e69cce";
            /// Something else.
            version 4;
        }

        table song as Song { id: i64 primary key, title: String, length: i64 = 0 since 2 }

        virtual table memos until 2 using "fts5(title, body)";
        virtual table Memos since 2 until 3 using "fts5(body, title UNINDEXED, more, tokenize = 'porter')";
        virtual table memos since 3 using "fts5(body, prefix = '2')";

        virtual table letters until 2 using "fts4(body, languageid='lid')";
        virtual table letters since 2 using "fts5(body, lid UNINDEXED)";

        virtual table bare until 2 using "fts5(body, content='')";
        virtual table bare since 2 using "fts5(body, content='', prefix = '2')"
            from "SELECT id, title FROM song";

        virtual table boxes until 2 using "rtree(id, x0, x1)";
        virtual table boxes since 2 using "rtree(key, x0, x1, y0, y1, +label)";

        virtual table songs until 3 using "fts5(title, content=song, content_rowid=id)";
        virtual table songs since 3 using "fts5(title, content=song, content_rowid=id, tokenize='porter')";

        virtual table own until 2 using "fts5(title, content=song, content_rowid=id)";
        virtual table own since 2 using "fts5(title)";

        virtual table gone until 3 using "fts5(body)";
        virtual table gone since 4 using "fts5(body)";

        view many "SELECT rowid FROM memos";
        trigger song_came after insert on song "INSERT INTO memos (body) VALUES (new.title);";
    }
}

fn old_file() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    store::create_at(&connection, 1).unwrap();
    let rows = "
        INSERT INTO song VALUES (4, 'autumn leaves'), (9, 'running');
        DELETE FROM memos;
        INSERT INTO songs (songs) VALUES ('rebuild');
        INSERT INTO own (own) VALUES ('rebuild');
        INSERT INTO memos (rowid, title, body) VALUES (7, 'one', 'running notes'), (30, 'two', 'others');
        INSERT INTO letters (docid, body, lid) VALUES (5, 'a letter', 3);
        INSERT INTO bare (rowid, body) VALUES (4, 'autumn');
        INSERT INTO boxes VALUES (11, 1, 10);
        INSERT INTO gone VALUES ('a');
        CREATE VIEW own_view AS SELECT * FROM memos;";
    connection.execute_batch(rows).unwrap();
    connection
}

fn check(connection: &Connection) {
    for (sql, expected) in [
        ("SELECT rowid FROM memos ('running')", 7),
        ("SELECT count(*) FROM memos", 2),
        ("SELECT rowid FROM letters ('letter')", 5),
        ("SELECT lid FROM letters", 3),
        ("SELECT rowid FROM bare ('autumn')", 4),
        ("SELECT count(*) FROM bare", 2),
        ("SELECT key FROM boxes WHERE x0 = 1 AND x1 = 10", 11),
        ("SELECT rowid FROM songs ('run')", 9),
        ("SELECT rowid FROM own ('leaves')", 4),
        ("SELECT count(*) FROM gone", 0),
        ("SELECT count(*) FROM many", 2),
        ("SELECT count(*) FROM own_view", 2),
        (
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE '\\_schema%' ESCAPE '\\'",
            0,
        ),
    ] {
        assert_eq!(number(connection, sql), expected, "{sql}");
    }
    for index in ["memos", "letters", "bare", "own", "songs"] {
        let sql = format!("INSERT INTO {index} ({index}) VALUES ('integrity-check')");
        connection.execute_batch(&sql).unwrap();
    }
    let again = store::migrate(connection).unwrap();
    assert_eq!(again.warnings, []);
}

#[test]
fn rows_go_over_into_every_form() {
    let connection = old_file();
    let report = store::migrate(&connection).unwrap();
    check(&connection);
    let rows = |what: &str| {
        let mut steps = report.steps.iter();
        let step = steps.find(|it| it.what == what).unwrap();
        step.rows.as_ref().unwrap().written
    };
    assert_eq!(rows("index the rows of Memos again"), 2);
    assert_eq!(rows("index the rows of bare again"), 2);
    assert_eq!(rows("index the rows of boxes again"), 1);
}

#[test]
fn the_step_goes_through_rows() {
    let connection = old_file();
    let outlook = rusqlite_schema::outlook(&connection, &store::SCHEMA).unwrap();
    let effort = |what: &str| {
        let mut steps = outlook.steps.iter();
        steps.find(|it| it.what == what).unwrap().effort.clone()
    };
    assert_eq!(effort("hold the rows of Memos"), Effort::Rows(2));
    assert_eq!(effort("index the rows of Memos again"), Effort::Rows(2));
    assert_eq!(effort("index the rows of memos again"), Effort::Rows(2));
    assert_eq!(effort("index the rows of bare again"), Effort::Unknown);
    assert_eq!(effort("hold the rows of own"), Effort::Rows(2));
    assert_eq!(effort("drop table memos"), Effort::Rows(2));
    assert_eq!(effort("drop table gone"), Effort::Rows(1));
    assert_eq!(effort("fill the full-text index songs"), Effort::Unknown);
    let drops = outlook
        .steps
        .iter()
        .filter(|it| it.what.starts_with("drop table"));
    let instant: Vec<&str> = drops
        .filter(|it| it.effort == Effort::Instant)
        .map(|it| it.what.as_str())
        .collect();
    assert_eq!(instant, [""; 0], "what holds rows goes with them");
}

#[test]
fn a_refused_run_leaves_the_rows() -> rusqlite::Result<()> {
    let connection = old_file();
    connection.execute_batch("CREATE TABLE _schema_new_boxes (a)")?;
    store::migrate(&connection).unwrap_err();
    assert_eq!(
        number(&connection, "SELECT count(*) FROM memos ('running')"),
        1
    );
    assert_eq!(number(&connection, "PRAGMA user_version"), 1);
    Ok(())
}

mod renamed {
    use rusqlite_schema::schema;

    schema! {
        /// A column that an index, and what keeps the index, speak of.
        pub schema notes in "notes.db" {
            history {
                /// Notes.
                version 1 sealed "2:07d98cecbd096b07";
                /// A better word.
                version 2 {
                    rename note.body => text;
                }
            }

            table note as Note { id: i64 primary key, text: String }
            table count as Count { notes: i64 }
            virtual table note_fts using "fts5(text, content=note, content_rowid=id)";
            trigger counted after insert on note
                "UPDATE count SET notes = notes + 1 -- one more";
            trigger found after insert on note
                "INSERT INTO note_fts (rowid, text) VALUES (new.id, new.text); /* so it is found */";
        }
    }
}

#[test]
fn a_renamed_column_is_walked_back_in_what_fills_an_index() {
    for version in [1, 2] {
        let connection = Connection::open_in_memory().unwrap();
        renamed::notes::create_at(&connection, version).unwrap();
        let word = if version == 1 { "body" } else { "text" };
        let sql = format!("INSERT INTO note ({word}) VALUES ('some tea')");
        connection.execute(&sql, []).unwrap();
        let report = renamed::notes::migrate(&connection).unwrap();
        assert_eq!(report.warnings, []);
        connection
            .execute("INSERT INTO note (text) VALUES ('more tea')", [])
            .unwrap();
        assert_eq!(
            number(&connection, "SELECT count(*) FROM note_fts ('tea')"),
            2
        );
    }
}
