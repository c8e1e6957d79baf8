//! What triggers keep is as it should be after a step that says that none fires, and in new files.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use rusqlite_schema::{rusqlite::Connection, schema};
use support::number;

schema! {
    /// Songs that are counted and can be found.
    pub schema songs in "songs.db" {
        history {
            /// Songs.
            version 1 sealed "2:8408da6543f26878";
            /// Tidy titles, and no songs without one.
            version 2 sealed "2:d3bae8bf3263a403" {
                sql "UPDATE Song SET title = trim(title)" without triggers;
                sql "DELETE FROM song WHERE title = ''" without triggers;
                sql "DELETE FROM by_word";
                sql "INSERT INTO by_word (rowid, title) SELECT id, title FROM song";
                sql "UPDATE counter SET songs = (SELECT count(*) FROM song)";
                // What watches for another column would not fire.
                sql "UPDATE song SET plays = (SELECT max(title) FROM song) IS NULL";
            }
            /// Albums come with what finds them.
            version 3 {
                sql "INSERT INTO album (name) SELECT DISTINCT title FROM song";
                sql "INSERT INTO by_name (rowid, name) SELECT id, name FROM album";
            }
        }

        table song as Song { id: i64 primary key, title: String, plays: i64 = 0, changed: i64 = 0 }
        table counter as Counter { id: i64 primary key, songs: i64 = 0 }
        table album as Album since 3 { id: i64 primary key, name: String }

        virtual table by_word using "fts5(title)";
        virtual table by_name since 3 using "fts5(name)";
        virtual table by_title using "fts5(title, content=song, content_rowid=id)";

        trigger song_came after insert on song
            "INSERT INTO by_word (rowid, title) VALUES (new.id, new.title); UPDATE counter SET songs = songs + 1;";
        trigger song_changed after update of title on song
            "UPDATE by_word SET title = new.title WHERE rowid = new.id;";
        trigger song_touched after update on song
            "UPDATE song SET changed = changed + 1 WHERE id = new.id;";
        trigger song_went after delete on song
            "DELETE FROM by_word WHERE rowid = old.id; UPDATE counter SET songs = songs - 1;";
        trigger album_came after insert on album since 3
            "INSERT INTO by_name (rowid, name) VALUES (new.id, new.name);";

        seed counter { id: 1 }
    }
}

fn rows(connection: &Connection, sql: &str) -> i64 {
    number(connection, sql)
}

#[test]
fn what_triggers_keep_follows() {
    let connection = Connection::open_in_memory().unwrap();
    songs::create_at(&connection, 1).unwrap();
    let old = "INSERT INTO song (title) VALUES (' autumn leaves '), (''), ('summertime');";
    connection.execute_batch(old).unwrap();
    assert_eq!(rows(&connection, "SELECT songs FROM counter"), 3);
    songs::migrate(&connection).unwrap();
    for (sql, expected) in [
        ("SELECT songs FROM counter", 2),
        ("SELECT count(*) FROM by_word", 2),
        (
            "SELECT count(*) FROM by_word WHERE title = 'autumn leaves'",
            1,
        ),
        ("SELECT count(*) FROM by_name ('summertime')", 1),
        ("SELECT count(*) FROM by_title ('autumn')", 1),
    ] {
        assert_eq!(rows(&connection, sql), expected, "{sql}");
    }
    // They fire again.
    connection
        .execute("DELETE FROM song WHERE title = 'summertime'", [])
        .unwrap();
    assert_eq!(rows(&connection, "SELECT songs FROM counter"), 1);
}
