//! More of everything than anybody needs.

use crate::{old, opened, support::number};

/// SQLite's own limit is 2,000 columns.
#[test]
fn tables_with_a_thousand_columns() {
    let folder = old();
    let connection = folder.connect();
    let columns = |count: u32| {
        (0..count)
            .map(|it| format!("c{it}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    connection
        .execute_batch(&format!("CREATE TABLE own ({})", columns(2000)))
        .unwrap();
    for number in 0..1100 {
        let sql = format!("ALTER TABLE tag ADD COLUMN c{number} TEXT DEFAULT 'd{number}'");
        connection.execute_batch(&sql).unwrap();
    }
    drop(connection);
    let error = opened(&folder, "1,000 columns");
    assert!(error.is_none(), "{error:?}");
    // The table was built anew, with all of them.
    let connection = folder.connect();
    let kept = "SELECT count(*) FROM tag WHERE c0 = 'd0' AND c1099 = 'd1099'";
    assert_eq!(number(&connection, kept), 2);
}

#[test]
fn a_thousand_tables_views_and_triggers() {
    let folder = old();
    let connection = folder.connect();
    connection.execute_batch("BEGIN").unwrap();
    for number in 0..1000 {
        let sql = format!(
            "CREATE TABLE t{number} (x REFERENCES note (id)); CREATE VIEW v{number} AS SELECT x FROM t{number};
            CREATE TRIGGER r{number} AFTER INSERT ON t{number} BEGIN DELETE FROM note; END"
        );
        connection.execute_batch(&sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    drop(connection);
    let error = opened(&folder, "1,000 tables");
    assert!(error.is_none(), "{error:?}");
}

#[test]
fn names_and_texts_of_a_megabyte() {
    let folder = old();
    let long = "n".repeat(1_000_000);
    let sql = format!(
        "CREATE TABLE \"{long}\" (\"{long}\" TEXT DEFAULT '{long}'); ALTER TABLE tag ADD COLUMN own TEXT DEFAULT '{long}'"
    );
    folder.connect().execute_batch(&sql).unwrap();
    let error = opened(&folder, "long names");
    assert!(error.is_none(), "{error:?}");
    let kept = "SELECT count(*) FROM tag WHERE length(own) = 1000000";
    assert_eq!(number(&folder.connect(), kept), 2);
}
