//! Rows that are changed where they stand.

use schema_core::model::Schema;
use schema_runtime::engine::{
    Error, Misuse, Moved,
    data::{DataStep, RawStep},
};

use super::support::{
    always, column, database, dump, key, lived, migrate, rows, run, schema, table, without_rowid,
};

struct Tag;
type Step<'run> = DataStep<'run, Tag>;

old_row!(Tag, Note { id: i64, text: String } = [(0, "")] [0, 1]);
new_row!(Tag, NewNote { id: Option<i64>, text: String, length: i64 } = [(0, "")] [0, 1, 2], true);
new_row!(Tag, NoteChanges { length: i64 } = [(0, "")][2], false);
new_row!(Tag, KeyChanges { id: i64 } = [(0, "")][0], false);

/// Notes, which get a `length` with version 2.
fn notes(id: &'static str) -> Schema {
    let columns = vec![
        always(column(id)),
        always(column("text TEXT")),
        lived(2, None, column("length INTEGER NOT NULL DEFAULT 0")),
    ];
    schema(
        vec![vec![], vec![run("f")]],
        vec![table("note", (1, None), columns, vec![key(&["id"])])],
    )
}

const THREE: &str = "INSERT INTO note VALUES (1, 'a'), (2, 'bb'), (3, 'ccc')";
const ALL: &str = "SELECT id, text, length FROM note ORDER BY id";

fn five_thousand() -> String {
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
        INSERT INTO note SELECT n, 'note ' || n FROM n"
        .into()
}

fn measure(note: &Note) -> i64 {
    i64::try_from(note.text.len()).unwrap()
}

#[test]
fn added_columns_get_values() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, THREE);
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Note| match it.id {
            2 => Moved::Keep,
            _ => Moved::Row(NoteChanges {
                length: measure(&it),
            }),
        })
    });
    assert_eq!(rows(&connection, ALL), "1,a,1 2,bb,0 3,ccc,3");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (3, 2));
}

#[test]
fn rows_go_and_are_counted() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, THREE);
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Note| match it.id {
            1 => Moved::Drop("too short".into()),
            2 => Moved::Rows(vec![]),
            _ => Moved::Row(NoteChanges { length: 7 }),
        })
    });
    assert_eq!(rows(&connection, ALL), "3,ccc,7");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    let dropped: Vec<_> = counts.dropped.into_iter().collect();
    assert_eq!(
        dropped,
        [("split into no rows".into(), 1), ("too short".into(), 1)]
    );
}

#[test]
fn thousands_are_changed_once_each() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, &five_thousand());
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Note| NewNote {
            id: Some(it.id),
            text: format!("{}!", it.text),
            length: measure(&it),
        })
    });
    let wrong =
        "SELECT id FROM note WHERE text != 'note ' || id || '!' OR length != length(text) - 1";
    assert_eq!(rows(&connection, wrong), "");
    assert_eq!(rows(&connection, "SELECT count(*) FROM note"), "5000");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (5000, 5000));
}

#[test]
fn the_parts_of_a_row_are_not_seen_again() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, &five_thousand());
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Note| {
            let part = |id| NewNote {
                id,
                text: it.text.clone(),
                length: it.id,
            };
            vec![part(Some(it.id)), part(None)]
        })
    });
    let sums = "SELECT count(*), count(DISTINCT id), sum(length), min(length) FROM note";
    assert_eq!(
        rows(&connection, sums),
        format!("10000,10000,{},1", 5000 * 5001)
    );
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (5000, 10000));
}

#[test]
fn a_row_with_another_key_is_not_seen_again() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, &five_thousand());
    let report = migrate(&connection, &schema, |raw| {
        // Every row takes the key of another.
        Step::new(raw).change(|it: Note| NewNote {
            id: Some((it.id + 1700) % 5000),
            text: it.text,
            length: it.id,
        })
    });
    let wrong =
        "SELECT id FROM note WHERE id != (length + 1700) % 5000 OR text != 'note ' || length";
    assert_eq!(rows(&connection, wrong), "");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (5000, 5000));
}

#[test]
fn a_part_of_a_row_changes_no_key() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, THREE);
    let before = dump(&connection);
    let error = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Note| KeyChanges { id: it.id + 10 })
    });
    assert!(
        matches!(
            error,
            Err(Error::Misuse {
                misuse: Misuse::OtherKey { .. },
                ..
            })
        ),
        "{error:?}"
    );
    let error = migrate(&connection, &schema, |raw| {
        let part = |length| NoteChanges { length };
        Step::new(raw).change(|_: Note| vec![part(1), part(2)])
    });
    assert!(
        matches!(
            error,
            Err(Error::Misuse {
                misuse: Misuse::SplitInParts { .. },
                ..
            })
        ),
        "{error:?}"
    );
    assert_eq!(dump(&connection), before);
}

old_row!(Tag, Word { id: i64, text: String } = [(0, "")] [1, 2]);
new_row!(Tag, WordChanges { length: i64 } = [(0, "")][3], false);

/// A table without a rowid key whose columns have some of the rowid's names.
fn words(first: &'static str, second: &'static str, third: &'static str) -> Schema {
    let columns = vec![
        always(column(first)),
        always(column(second)),
        always(column(third)),
        lived(2, None, column("length INTEGER")),
    ];
    schema(
        vec![vec![], vec![run("f")]],
        vec![table("word", (1, None), columns, vec![])],
    )
}

fn lengthen(raw: &mut RawStep<'_>) -> schema_runtime::engine::Result<()> {
    Step::new(raw).change(|it: Word| {
        let length = i64::try_from(it.text.len()).unwrap();
        WordChanges {
            length: length * 100 + it.id,
        }
    })
}

#[test]
fn names_of_the_rowid_may_be_taken() {
    let schema = words("rowid TEXT", "oid INTEGER", "text TEXT");
    let twins = "INSERT INTO word VALUES ('same', 1, 'a'), ('same', 1, 'bb'), ('same', 2, 'bb')";
    let connection = database(&schema, 1, twins);
    migrate(&connection, &schema, lengthen).unwrap();
    let all = "SELECT length FROM word ORDER BY _rowid_";
    assert_eq!(rows(&connection, all), "101 201 202");

    let schema = words("rowid TEXT", "oid INTEGER", "_rowid_ TEXT");
    let connection = database(&schema, 1, twins);
    let error = migrate(&connection, &schema, lengthen);
    assert!(
        matches!(
            error,
            Err(Error::Misuse {
                misuse: Misuse::NoHandle { .. },
                ..
            })
        ),
        "{error:?}"
    );
    let read = migrate(&connection, &schema, |raw| {
        assert_eq!(Step::new(raw).old().rows::<Word>()?.count(), 3);
        Ok(())
    });
    read.unwrap();
}

old_row!(Tag, Setting { scope: String, name: String, value: String } = [(0, "")] [0, 1, 2]);
new_row!(Tag, NewSetting { scope: String, name: String, value: String, size: i64 } = [(0, "")] [0, 1, 2, 3], true);

/// A table without rowids whose key has two columns, not in the order of their declaration.
fn settings() -> Schema {
    let columns = vec![
        always(column("scope TEXT")),
        always(column("name TEXT")),
        always(column("value TEXT")),
        lived(2, None, column("size INTEGER")),
    ];
    let table = table("setting", (1, None), columns, vec![key(&["name", "scope"])]);
    schema(vec![vec![], vec![run("f")]], vec![without_rowid(table)])
}

const SETTINGS: &str =
    "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 2999)
    INSERT INTO setting SELECT 'scope ' || (n % 60), 'name ' || (n / 60), 'value ' || n FROM n";

#[test]
fn a_table_without_rowids_is_changed_by_its_key() {
    let schema = settings();
    let connection = database(&schema, 1, SETTINGS);
    let report = migrate(&connection, &schema, |raw| {
        let step = &mut Step::new(raw);
        assert_eq!(step.old().rows::<Setting>()?.count(), 3000);
        let one = step.old().find::<Setting>(["name 1", "scope 2"])?;
        assert_eq!(one.unwrap().value, "value 62");
        step.change(|it: Setting| match it.scope.as_str() {
            "scope 7" => Moved::Drop("seven".into()),
            // All names of this scope move on by one, into each other's places.
            "scope 9" => {
                let number: i64 = it.name[5..].parse().unwrap();
                let name = format!("name {}", (number + 1) % 50);
                Moved::Row(NewSetting {
                    scope: it.scope,
                    name,
                    value: it.value,
                    size: number,
                })
            }
            _ => Moved::Row(NewSetting {
                size: -1,
                scope: it.scope,
                name: it.name,
                value: format!("{}!", it.value),
            }),
        })
    });
    let counts = "SELECT count(*), count(DISTINCT value) FROM setting";
    assert_eq!(rows(&connection, counts), "2950,2950");
    let wrong = "SELECT * FROM setting WHERE CASE scope WHEN 'scope 9'
        THEN name != 'name ' || ((size + 1) % 50) OR value != 'value ' || (size * 60 + 9)
        ELSE size != -1 OR value NOT LIKE '%!' END";
    assert_eq!(rows(&connection, wrong), "");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!(
        (counts.read, counts.written, counts.dropped["seven"]),
        (6000, 2950, 50)
    );
}

#[test]
fn an_error_names_a_composite_key() {
    let schema = settings();
    let connection = database(&schema, 1, SETTINGS);
    let before = dump(&connection);
    let error = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Setting| match it.value.as_str() {
            "value 62" => Moved::<NewSetting>::Fail("no".into()),
            _ => Moved::Keep,
        })
    });
    let Err(Error::DataStep { row: Some(row), .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(row.key, "name = 'name 1' AND scope = 'scope 2'");
    assert_eq!(dump(&connection), before);
}

#[test]
fn rows_that_are_inserted_while_one_reads_do_not_keep_one_reading() {
    let schema = notes("id INTEGER");
    let connection = database(&schema, 1, &five_thousand());
    migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        for row in step.old().rows::<Note>()? {
            let Note { text, id } = row?;
            step.insert(&NewNote {
                id: None,
                text,
                length: id,
            })?;
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(rows(&connection, "SELECT count(*) FROM note"), "10000");
}
