//! A plain copy of a table into another.

use rusqlite_schema::{
    Result,
    rusqlite::{Connection, params},
    schema,
};

schema! {
    /// Readings.
    pub schema readings in "readings.db" {
        history {
            /// Readings.
            version 1 sealed "2:acb66fccfc06ed8d";
            /// Readings have another name and a number for their kind.
            version 2 { run copy; }
        }
        table reading until 2 {
            id: i64 primary key,
            place: String,
            taken_at: i64,
            note: Option<String>,
            value: f64,
        }
        table measured since 2 {
            id: i64 primary key,
            place: String,
            taken_at: i64,
            note: Option<String>,
            value: f64,
        }
    }
}

fn copy(step: &mut readings::V1ToV2<'_>) -> Result<()> {
    step.copy(|it: readings::v1::Reading| readings::v2::Measured {
        id: it.id,
        place: it.place,
        taken_at: it.taken_at,
        note: it.note,
        value: it.value * 2.0,
    })
}

pub(crate) fn by_hand(connection: &Connection) {
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;
            CREATE TABLE measured (id INTEGER PRIMARY KEY, place TEXT NOT NULL,
                taken_at INTEGER NOT NULL, note TEXT, value REAL NOT NULL);",
        )
        .unwrap();
    let mut read = connection
        .prepare("SELECT id, place, taken_at, note, value FROM reading")
        .unwrap();
    let mut write = connection
        .prepare(
            "INSERT INTO measured (id, place, taken_at, note, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .unwrap();
    let mut rows = read.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let id: i64 = row.get(0).unwrap();
        let place: String = row.get(1).unwrap();
        let taken_at: i64 = row.get(2).unwrap();
        let note: Option<String> = row.get(3).unwrap();
        let value: f64 = row.get(4).unwrap();
        let values = params![id, place, taken_at, note, value * 2.0];
        write.execute(values).unwrap();
    }
    drop(rows);
    drop((read, write));
    connection
        .execute_batch("DROP TABLE reading; PRAGMA user_version = 2; COMMIT")
        .unwrap();
}

pub(crate) fn fill(connection: &Connection, rows: i64) {
    readings::create_at(connection, 1).unwrap();
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO reading (place, taken_at, note, value)
        SELECT 'place ' || (n % 1000), n * 37 % 1000003, iif(n % 3, 'a note', NULL), n / 7.0 FROM n";
    connection.execute(sql, [rows]).unwrap();
}

pub(crate) fn differences(connection: &Connection) -> i64 {
    let sql = "SELECT count(*) FROM old.reading AS r LEFT JOIN main.measured AS m USING (id)
        WHERE m.value IS NOT r.value * 2 OR m.place IS NOT r.place OR m.note IS NOT r.note";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}
