//! Rows of a table that is built anew.

use schema_core::model::{Action, Column, Constraint, Lived, PrimaryKey, Schema, Seed, Table};
use schema_runtime::engine::{
    Error, Misuse, Moved, Result,
    data::{DataStep, RawStep},
};

use super::support::{
    always, column, database, dump, key, lived, migrate, rows, run, schema, table, without_rowid,
};

struct Tag;
type Step<'run> = DataStep<'run, Tag>;

old_row!(Tag, Item { id: i64, price: String } = [(0, "")] [0, 1]);
new_row!(Tag, NewItem { id: Option<i64>, price: i64, currency: String, twice: String } = [(0, "")] [0, 2, 3, 4], true);
new_row!(Tag, ItemChanges { price: i64, currency: String } = [(0, "")] [2, 3], false);

/// Items whose price becomes a number; their `currency` must have a value and has no default, and
/// `twice` is computed by SQL.
fn item() -> Table {
    let twice = Column {
        from: Some("price || price".into()),
        ..column("twice TEXT")
    };
    let columns = vec![
        always(column("id INTEGER")),
        lived(1, Some(2), column("price TEXT")),
        lived(2, None, column("price INTEGER NOT NULL")),
        lived(2, None, column("currency TEXT NOT NULL")),
        lived(2, None, twice),
    ];
    table("item", (1, None), columns, vec![key(&["id"])])
}

fn items() -> Schema {
    schema(vec![vec![], vec![run("f")]], vec![item()])
}

const THREE: &str = "INSERT INTO item VALUES (3, '3 EUR'), (7, '7 USD'), (9, '9 EUR')";
const ALL: &str = "SELECT id, price, currency, twice FROM item ORDER BY id";

fn changes(item: &Item) -> ItemChanges {
    let (price, currency) = item.price.split_once(' ').unwrap();
    ItemChanges {
        price: price.parse().unwrap(),
        currency: currency.to_owned(),
    }
}

fn split(raw: &mut RawStep<'_>) -> Result<()> {
    Step::new(raw).change(|it: Item| changes(&it))
}

#[test]
fn new_columns_get_values_and_the_others_are_carried() {
    let schema = items();
    let connection = database(&schema, 1, THREE);
    let report = migrate(&connection, &schema, split).unwrap();
    let wanted = "3,3,EUR,3 EUR3 EUR 7,7,USD,7 USD7 USD 9,9,EUR,9 EUR9 EUR";
    assert_eq!(rows(&connection, ALL), wanted);
    let counts = report.steps.into_iter().find_map(|it| it.rows).unwrap();
    assert_eq!((counts.read, counts.written), (3, 3));
}

#[test]
fn whole_rows_are_written_split_and_dropped() {
    let schema = items();
    let connection = database(&schema, 1, THREE);
    let report = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Item| {
            let ItemChanges { price, currency } = changes(&it);
            let part = |id| NewItem {
                id,
                price,
                currency: currency.clone(),
                twice: "own".into(),
            };
            match it.id {
                3 => Moved::Rows(vec![part(Some(3)), part(None)]),
                7 => Moved::Drop("foreign".into()),
                _ => Moved::Row(part(Some(1))),
            }
        })
    });
    assert_eq!(
        rows(&connection, ALL),
        "1,9,EUR,own 3,3,EUR,own 10,3,EUR,own"
    );
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!(
        (counts.read, counts.written, counts.dropped["foreign"]),
        (3, 3, 1)
    );
}

#[test]
fn rows_that_nobody_fills_are_an_error() {
    let schema = items();
    let connection = database(&schema, 1, THREE);
    let before = dump(&connection);
    let calls: [fn(&mut RawStep<'_>) -> Result<()>; 2] = [
        |_| Ok(()),
        |raw| Step::new(raw).change(|_: Item| Moved::<ItemChanges>::Keep),
    ];
    for call in calls {
        let error = migrate(&connection, &schema, call).unwrap_err();
        let Error::NotFilled {
            table,
            columns,
            version: 2,
            ..
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(
            (table.as_str(), columns.as_slice()),
            ("item", &["currency".to_owned()][..])
        );
        assert!(
            error
                .to_string()
                .contains("the rows of `item` have got no values for `currency`")
        );
        assert_eq!(dump(&connection), before);
    }
    // Without rows there is nothing to fill.
    let connection = database(&schema, 1, "");
    migrate(&connection, &schema, |_| Ok(())).unwrap();
}

#[test]
fn a_table_is_filled_once() {
    let schema = items();
    let connection = database(&schema, 1, THREE);
    let error = migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        step.change(|it: Item| changes(&it))?;
        step.change(|it: Item| changes(&it))
    });
    assert!(
        matches!(
            error,
            Err(Error::Misuse {
                misuse: Misuse::ChangedTwice { .. },
                ..
            })
        ),
        "{error:?}"
    );
    let twice = vec![vec![], vec![run("f"), run("f")]];
    let schema = Schema {
        versions: super::support::schema(twice, vec![]).versions,
        ..schema
    };
    let error = migrate(&connection, &schema, split);
    assert!(
        matches!(
            error,
            Err(Error::Misuse {
                misuse: Misuse::ChangedTwice { .. },
                ..
            })
        ),
        "{error:?}"
    );
    // A run that failed leaves nothing behind.
    migrate(&connection, &items(), split).unwrap();
}

fn tag_table() -> Table {
    let columns = vec![
        always(column("name TEXT")),
        lived(1, Some(2), column("weight TEXT")),
        lived(2, None, column("weight INTEGER NOT NULL")),
    ];
    table("tag", (1, None), columns, vec![])
}

fn tags() -> Schema {
    schema(vec![vec![], vec![run("f")]], vec![tag_table()])
}

old_row!(Tag, Label { name: String, weight: Option<String> } = [(0, "")] [0, 1]);
new_row!(Tag, LabelChanges { weight: i64 } = [(0, "")][2], false);
new_row!(Tag, NewLabel { name: String, weight: i64 } = [(0, "")] [0, 2], true);

const TAGS: &str =
    "INSERT INTO tag (rowid, name, weight) VALUES (5, 'a', '1'), (70, 'b', NULL), (900, 'c', '3')";

#[test]
fn rowids_are_kept() {
    let schema = tags();
    let calls: [fn(&mut RawStep<'_>) -> Result<()>; 2] = [
        |raw| {
            Step::new(raw).change(|it: Label| LabelChanges {
                weight: it.weight.map_or(0, |it| it.parse().unwrap()),
            })
        },
        |raw| {
            Step::new(raw).change(|it: Label| match it.weight {
                Some(weight) if it.name == "a" => Moved::Row(NewLabel {
                    name: it.name,
                    weight: weight.parse().unwrap(),
                }),
                Some(_) => Moved::Keep,
                None => Moved::Row(NewLabel {
                    name: it.name,
                    weight: 0,
                }),
            })
        },
    ];
    for call in calls {
        let connection = database(&schema, 1, TAGS);
        migrate(&connection, &schema, call).unwrap();
        let all = "SELECT rowid, name, weight FROM tag ORDER BY rowid";
        assert_eq!(rows(&connection, all), "5,a,1 70,b,0 900,c,3");
    }
}

#[test]
fn rows_are_added_to_those_that_are_carried() {
    let mut item = item();
    item.columns.to_mut()[3].item.default = Some("'EUR'".into());
    let schema = schema(vec![vec![], vec![run("f")]], vec![item]);
    let connection = database(&schema, 1, "INSERT INTO item VALUES (1, '10'), (2, '20')");
    migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        let new = |id| NewItem {
            id,
            price: 2,
            currency: "CHF".into(),
            twice: String::new(),
        };
        step.copy(|it: Item| new(Some(it.id + 100)))?;
        step.insert(&new(Some(50)))?;
        step.insert(&new(None))
    })
    .unwrap();
    let wanted = "1,10,EUR,1010 2,20,EUR,2020 50,2,CHF, 101,2,CHF, 102,2,CHF, 103,2,CHF,";
    assert_eq!(rows(&connection, ALL), wanted);
}

#[test]
fn rowids_of_rows_that_are_carried_are_not_handed_out() {
    let mut tag = tag_table();
    tag.columns.to_mut()[2].item.from = Some("coalesce(weight, 0)".into());
    let schema = schema(vec![vec![], vec![run("f")]], vec![tag]);
    let connection = database(&schema, 1, TAGS);
    migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        step.copy(|it: Label| NewLabel {
            name: format!("like {}", it.name),
            weight: 9,
        })
    })
    .unwrap();
    let all = "SELECT rowid, name, weight FROM tag ORDER BY rowid";
    let wanted = "5,a,1 70,b,0 900,c,3 901,like a,9 902,like b,9 903,like c,9";
    assert_eq!(rows(&connection, all), wanted);
}

#[test]
fn the_mark_of_an_autoincrement_key_is_kept() {
    let mut item = item();
    let columns = vec!["id".into()].into();
    item.constraints = vec![always(Constraint::PrimaryKey(PrimaryKey {
        columns,
        autoincrement: true,
        ..PrimaryKey::default()
    }))]
    .into();
    let schema = schema(vec![vec![], vec![run("f")]], vec![item]);
    let connection = database(
        &schema,
        1,
        "INSERT INTO item VALUES (1, '1 EUR'), (80, '2 EUR'); DELETE FROM item WHERE id = 80",
    );
    migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Item| {
            let ItemChanges { price, currency } = changes(&it);
            let part = |id| NewItem {
                id,
                price,
                currency: currency.clone(),
                twice: String::new(),
            };
            vec![part(Some(it.id)), part(None)]
        })
    })
    .unwrap();
    assert_eq!(rows(&connection, "SELECT id FROM item ORDER BY id"), "1 81");
    assert_eq!(
        rows(&connection, "SELECT name, seq FROM sqlite_sequence"),
        "item,81"
    );
}

#[test]
fn a_table_without_rowids_is_built_anew() {
    let mut tag = tag_table();
    tag.constraints = vec![key(&["name"])].into();
    let tag = without_rowid(tag);
    let schema = schema(vec![vec![], vec![run("f")]], vec![tag]);
    let connection = database(&schema, 1, "INSERT INTO tag VALUES ('b', '2'), ('a', '1')");
    migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Label| match it.name.as_str() {
            "a" => Moved::Keep,
            _ => Moved::Row(LabelChanges { weight: 7 }),
        })
    })
    .unwrap();
    assert_eq!(rows(&connection, "SELECT * FROM tag"), "a,1 b,7");
}

fn seed(id: &'static str) -> Lived<Seed> {
    let values = vec![
        ("id".into(), id.into()),
        ("price".into(), "5".into()),
        ("currency".into(), "'EUR'".into()),
    ];
    lived(
        2,
        None,
        Seed {
            table: "item".into(),
            values: values.into(),
        },
    )
}

#[test]
fn seeds_stand_beside_the_rows() {
    let schema = Schema {
        seeds: vec![seed("3"), seed("4")].into(),
        ..items()
    };
    let connection = database(&schema, 1, THREE);
    migrate(&connection, &schema, split).unwrap();
    assert_eq!(
        rows(&connection, "SELECT id, price FROM item ORDER BY id"),
        "3,3 4,5 7,7 9,9"
    );
}

#[test]
fn sql_reads_the_old_rows() {
    let log = table("log", (2, None), vec![always(column("text TEXT"))], vec![]);
    let sql = Action::Sql("INSERT INTO log SELECT price FROM item".into());
    let schema = schema(vec![vec![], vec![run("f"), sql]], vec![item(), log]);
    let connection = database(&schema, 1, THREE);
    migrate(&connection, &schema, split).unwrap();
    assert_eq!(
        rows(&connection, "SELECT text FROM log"),
        "3 EUR 7 USD 9 EUR"
    );
}
