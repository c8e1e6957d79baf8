//! Schemas that no statement makes.

use rusqlite_schema::{Error, rusqlite::config::DbConfig};

use crate::{Folder, old, opened};

/// Writes to the file's `sqlite_schema`, which only a craftsman does.
fn crafted(sql: &str) -> Folder {
    let folder = old();
    let connection = folder.connect();
    let (defensive, writable) = (
        DbConfig::SQLITE_DBCONFIG_DEFENSIVE,
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
    );
    connection.set_db_config(defensive, false).unwrap();
    connection.set_db_config(writable, true).unwrap();
    connection.execute_batch(sql).unwrap();
    folder
}

#[test]
fn rows_of_the_schema_that_make_no_sense() {
    for sql in [
        "UPDATE sqlite_schema SET sql = NULL WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = '' WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = x'ff00fe' WHERE name = 'word'",
        "UPDATE sqlite_schema SET sql = sql || '; DROP TABLE tag' WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'note', 'other') WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE note AS SELECT 1' WHERE name = 'note'",
        "UPDATE sqlite_schema SET sql = 'SELECT 1' WHERE name = 'texts'",
        "UPDATE sqlite_schema SET name = x'ff' WHERE name = 'word'",
        "UPDATE sqlite_schema SET name = NULL WHERE name = 'word'",
        "UPDATE sqlite_schema SET name = 'tag' WHERE name = 'word'",
        "UPDATE sqlite_schema SET tbl_name = 'tag' WHERE name = 'note_by_text'",
        "UPDATE sqlite_schema SET type = 'troll' WHERE name = 'word'",
        "UPDATE sqlite_schema SET type = 'view' WHERE name = 'word'",
        "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'word'",
        "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'word'",
        "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'word'",
        "UPDATE sqlite_schema SET rootpage = -1 WHERE name = 'word'",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'tag') WHERE name = 'note'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema",
        "INSERT INTO sqlite_schema VALUES ('table', 'sqlite_own', 'sqlite_own', 0, 'CREATE TABLE sqlite_own (x)')",
        "INSERT INTO sqlite_schema VALUES ('trigger', 't', 'note', 0, 'CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END; DROP TABLE tag')",
        "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING nobody(knows)')",
        "DELETE FROM sqlite_schema WHERE name = 'note_by_text'",
    ] {
        let folder = crafted(sql);
        let error = opened(&folder, sql);
        let is_foreseen = matches!(
            error,
            None | Some(
                Error::NotADatabase { .. }
                    | Error::AnotherHistory { .. }
                    | Error::InTheWay { .. }
                    | Error::Step { .. }
            )
        );
        assert!(is_foreseen, "{sql}: {error:?}");
    }
}

#[test]
fn views_that_turn_in_circles() {
    for sql in [
        "CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a",
        "CREATE VIEW a AS SELECT * FROM a",
        "CREATE VIEW a AS SELECT text FROM note UNION SELECT x FROM b; CREATE VIEW b AS SELECT (SELECT max(text) FROM a) AS x",
        "DROP VIEW texts; CREATE VIEW texts AS SELECT text FROM texts",
        "CREATE VIEW a AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    ] {
        let folder = old();
        let sql = sql.replace("text ", "body ").replace("(text)", "(body)");
        folder.connect().execute_batch(&sql).unwrap();
        let error = opened(&folder, &sql);
        let is_foreseen = matches!(
            error,
            None | Some(Error::InTheWay { .. } | Error::AnotherHistory { .. })
        );
        assert!(is_foreseen, "{sql}: {error:?}");
    }
}

/// A view whose text doubles with each view below it, as SQLite has no limit on that.
#[test]
fn views_over_views_over_views() {
    let folder = old();
    let connection = folder.connect();
    connection
        .execute_batch("CREATE VIEW v0 AS SELECT 1 AS x")
        .unwrap();
    for depth in 1..60 {
        let below = depth - 1;
        let sql = format!("CREATE VIEW v{depth} AS SELECT x FROM v{below}");
        connection.execute_batch(&sql).unwrap();
    }
    drop(connection);
    opened(&folder, "60 views");
}

#[test]
fn names_that_are_hardly_names() {
    let names = [
        "",
        " ",
        "\n",
        "\u{1}",
        "'",
        "\"",
        "\"\"",
        "`",
        "]",
        "[x]",
        ";",
        "--",
        "/*",
        "a.b",
        "main",
        "sqlite",
        "select",
        "ſ",
        "İ",
        "🐙",
        "\u{202e}evil",
        "note ",
        "NOTE2",
        "_schema",
        "%s",
        "?1",
        ":x",
        "0",
        "x'00'",
    ];
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    for name in names {
        let folder = old();
        let own = quoted(name);
        let sql = format!(
            "CREATE TABLE {own} ({own} TEXT REFERENCES note (id)); INSERT INTO {own} VALUES (1);
            ALTER TABLE tag ADD COLUMN {own} TEXT DEFAULT 'kept';
            CREATE INDEX {} ON tag ({own}, name);
            CREATE TRIGGER {} AFTER DELETE ON {own} BEGIN DELETE FROM tag WHERE {own} = old.{own}; END;
            CREATE VIEW {} AS SELECT {own} FROM tag",
            quoted(&format!("{name}-index")),
            quoted(&format!("{name}-trigger")),
            quoted(&format!("{name}-view")),
        );
        let connection = folder.connect();
        connection
            .execute_batch(&sql)
            .unwrap_or_else(|error| panic!("{name:?}: {error}"));
        drop(connection);
        let error = opened(&folder, name);
        assert!(error.is_none(), "{name:?}: {error:?}");
        let connection = folder.connect();
        let kept = format!("SELECT count(*) FROM tag WHERE {own} = 'kept'");
        assert_eq!(crate::support::number(&connection, &kept), 2, "{name:?}");
        let objects = "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%-index' OR name LIKE '%-trigger' OR name LIKE '%-view'".to_string();
        assert_eq!(crate::support::number(&connection, &objects), 3, "{name:?}");
    }
}
