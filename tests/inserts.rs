//! What the generated `insert` gives, and what it leaves to SQLite.

#![allow(clippy::unwrap_used, missing_docs)]

use rusqlite_schema::{
    rusqlite::{Connection, ErrorCode},
    schema,
};

schema! {
    /// Episodes, and what belongs to one of them.
    pub schema episodes in "episodes.db" {
        /// What listeners say.
        pub const KINDS: Kind = [praise, blame];

        history {
            /// Episodes.
            version 1;
        }

        table episode as Episode {
            id: i64 primary key,
            title: String,
        }
        table playback as Playback {
            episode_id: i64 primary key references episode(id),
            seconds: i64,
        }
        table "Position" as Position {
            "Episode": i64 primary key autoincrement,
            seconds: i64,

            foreign key ("EPISODE") references episode(id),
        }
        table {kind}_of for kind in KINDS as Said {
            episode_id: i64 primary key references episode(id) on delete cascade,
            text: String,
        }
    }
}

fn connection() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .pragma_update(None, "foreign_keys", true)
        .unwrap();
    episodes::migrate(&connection).unwrap();
    let episodes = "INSERT INTO episode VALUES (1, 'one'), (20, 'twenty')";
    connection.execute_batch(episodes).unwrap();
    connection
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_rowid_key_is_handed_out() {
    let connection = connection();
    let episode = episodes::Episode {
        id: 0,
        title: "more".into(),
    };
    episode.insert(&connection).unwrap();
    assert_eq!(connection.last_insert_rowid(), 21);
}

#[test]
fn a_rowid_key_that_is_a_reference_is_written() {
    use episodes::{Kind, Playback, Position, Said};

    let connection = connection();
    let (episode_id, seconds) = (20, 7);
    let playback = Playback {
        episode_id,
        seconds,
    };
    playback.insert(&connection).unwrap();
    assert_eq!(number(&connection, "SELECT episode_id FROM playback"), 20);

    let position = Position {
        episode: 20,
        seconds,
    };
    position.insert(&connection).unwrap();
    assert_eq!(number(&connection, "SELECT episode FROM position"), 20);

    let text = "well".to_owned();
    let said = Said { episode_id, text };
    said.insert(Kind::Blame, &connection).unwrap();
    assert_eq!(number(&connection, "SELECT episode_id FROM blame_of"), 20);
    let praise = "INSERT INTO praise_of (episode_id, text) VALUES (?1, ?2)";
    assert_eq!(Said::insert_into(Kind::Praise), praise);
}

#[test]
fn a_reference_to_nothing_is_refused() {
    let connection = connection();
    let playback = episodes::Playback {
        episode_id: 3,
        seconds: 0,
    };
    let error = playback.insert(&connection).unwrap_err();
    assert_eq!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation)
    );
}
