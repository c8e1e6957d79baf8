//! A generated file, against one query that says what is to be expected.

use rusqlite_schema::rusqlite::Connection;
use tempfile::TempDir;
use wavestore::consolidation::agents;

use crate::support::{agents as generated, live};

/// The large size is in `benches/data_step.rs`.
const ROWS: i64 = 2_000;

#[test]
fn every_agent_is_as_the_query_says() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (folder.path().join("old.db"), folder.path().join("new.db"));
    let connection = Connection::open(&old).unwrap();
    agents::create_at(&connection, 4).unwrap();
    generated::fill(&connection, ROWS);
    let children = "SELECT count(*) FROM db_agent_history";
    let history = live::number(&connection, children);
    drop(connection);

    std::fs::copy(&old, &new).unwrap();
    let connection = Connection::open(&new).unwrap();
    agents::migrate(&connection).unwrap();
    let sql = format!("ATTACH '{}' AS old", old.display());
    connection.execute_batch(&sql).unwrap();
    assert_eq!(generated::differences(&connection), 0);

    assert_eq!(live::number(&connection, children), history);
    let own = "SELECT count(*) FROM main.db_agents WHERE parent_template_id <> ''";
    assert!(live::number(&connection, own) > ROWS / 4);
    let standing = "SELECT count(*) FROM main.db_agents WHERE name GLOB 'Stands*'";
    assert!(live::number(&connection, standing) > 0);
}
