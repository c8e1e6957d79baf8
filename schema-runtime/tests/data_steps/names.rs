//! Tables and columns that get other names in the version that moves their rows.

use schema_core::model::{Column, Constraint, Schema, Unique};
use schema_runtime::engine::{
    Moved,
    data::{DataStep, RawStep},
};

use super::support::{
    always, column, database, key, lived, migrate, rename_column, rename_table, rows, run, schema,
    table,
};

struct Tag;
type Step<'run> = DataStep<'run, Tag>;

// Version 1 has `shop (id, title, town, note)`, `house (id, label)` and `ware (id, text)`. Version 2 calls `shop`
// `house`, its `title` `town` and drops what was called `town` and `house` before; `ware` is built anew,
// its `text` is called `name`, and `text` is a number.
old_row!(Tag, Shop { id: i64, title: String, town: String, note: String } = [(0, "")] [0, 1, 2, 3]);
old_row!(Tag, House { id: i64, label: String } = [(1, "")] [0, 1]);
old_row!(Tag, Ware { id: i64, text: String } = [(2, "")] [0, 1]);
new_row!(Tag, ShopChanges { country: String } = [(0, "")][4], false);
new_row!(Tag, NewShop { id: Option<i64>, town: String, note: String, country: String } = [(0, "")] [0, 1, 3, 4], true);
new_row!(Tag, WareChanges { text: i64 } = [(2, "")][2], false);

fn moving() -> Schema {
    let shop = vec![
        always(column("id INTEGER")),
        always(column("town TEXT")),
        lived(1, Some(2), column("town TEXT")),
        always(column("note TEXT")),
        lived(2, None, column("country TEXT NOT NULL DEFAULT ''")),
    ];
    let house = vec![always(column("id INTEGER")), always(column("label TEXT"))];
    let ware = vec![
        always(column("id INTEGER")),
        always(column("name TEXT")),
        lived(2, None, column("text INTEGER NOT NULL")),
    ];
    let actions = vec![
        rename_table("shop", "house"),
        rename_column("house", "title", "town"),
        rename_column("ware", "text", "name"),
        run("f"),
    ];
    schema(
        vec![vec![], actions],
        vec![
            table("house", (1, None), shop, vec![key(&["id"])]),
            table("house", (1, Some(2)), house, vec![key(&["id"])]),
            table("ware", (1, None), ware, vec![key(&["id"])]),
        ],
    )
}

const ROWS: &str = "INSERT INTO shop VALUES (1, 'Corner', 'Rome', 'n'), (2, 'Mall', 'Bonn', 'm');
    INSERT INTO house VALUES (1, 'red'), (2, 'blue');
    INSERT INTO ware VALUES (1, 'pen'), (2, 'book');";

fn move_all(raw: &mut RawStep<'_>) -> schema_runtime::engine::Result<()> {
    let mut step = Step::new(raw);
    let old = step.old();
    step.change(|it: Shop| ShopChanges {
        country: format!("{} in {}", it.title, it.town),
    })?;
    for house in old.rows_where::<House>("label = ?1", ["blue"])? {
        let House { id, label } = house?;
        let shop = old.find::<Shop>([id])?.unwrap();
        step.insert(&NewShop {
            id: None,
            town: label,
            note: shop.note,
            country: shop.town,
        })?;
    }
    step.change(|it: Ware| WareChanges {
        text: i64::try_from(it.text.len()).unwrap(),
    })
}

#[test]
fn old_names_are_read_and_new_ones_written() {
    let schema = moving();
    let connection = database(&schema, 1, ROWS);
    migrate(&connection, &schema, move_all).unwrap();
    let houses = "SELECT id, town, note, country FROM house ORDER BY id";
    let wanted = "1,Corner,n,Corner in Rome 2,Mall,m,Mall in Bonn 3,blue,m,Bonn";
    assert_eq!(rows(&connection, houses), wanted);
    let wares = "SELECT id, name, text FROM ware ORDER BY id";
    assert_eq!(rows(&connection, wares), "1,pen,3 2,book,4");
}

// A column of the key is renamed, and an error names it as the older version does.
old_row!(Tag, Code { old: String } = [(0, "")][0]);
new_row!(Tag, NewCode { new: String } = [(0, "")][0], true);

#[test]
fn an_error_has_the_older_names() {
    let unique = Constraint::Unique(Unique {
        columns: vec!["new".into()].into(),
        ..Unique::default()
    });
    let columns = vec![always(column("new TEXT"))];
    let keys = vec![key(&["new"]), always(unique)];
    let actions = vec![
        rename_table("was", "is"),
        rename_column("is", "old", "new"),
        run("f"),
    ];
    let schema = schema(
        vec![vec![], actions],
        vec![table("is", (1, None), columns, keys)],
    );
    let connection = database(&schema, 1, "INSERT INTO was VALUES ('x'), ('it''s')");
    let error = migrate(&connection, &schema, |raw| {
        Step::new(raw).change(|it: Code| match it.old.as_str() {
            "x" => Moved::Row(NewCode { new: "y".into() }),
            _ => Moved::Fail("no".into()),
        })
    });
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("the row of `was` where old = 'it''s'"),
        "{error}"
    );
}

// A template's tables: `db_tab` and `db_block`, of which `db_block` goes with version 2.
old_row!(Tag, Object { id: i64, data: String } = [(0, "tab"), (1, "block"), (2, "view")] [0, 1], kind);
new_row!(
    Tag,
    ObjectChanges { size: i64 } = [(0, "tab"), (2, "view")][2],
    false,
    kind
);
new_row!(Tag, NewObject { id: i64, data: String, size: i64 } = [(0, "tab"), (2, "view")] [0, 1, 2], true, kind);
old_row!(Tag, OneTable { id: i64 } = [(1, "")][0]);

fn objects() -> Schema {
    let object = |name, until, size: &'static str| {
        let columns: Vec<schema_core::model::Lived<Column>> = vec![
            always(column("id INTEGER")),
            always(column("data TEXT")),
            lived(2, None, column(size)),
        ];
        let columns = columns
            .into_iter()
            .filter(|it| until != Some(it.lifetime.since));
        table(name, (1, until), columns.collect(), vec![key(&["id"])])
    };
    // `db_view` is built anew, and `db_tab` changed in place.
    let tables = vec![
        object("db_tab", None, "size INTEGER"),
        object("db_block", Some(2), "size INTEGER"),
        object("db_view", None, "size INTEGER NOT NULL"),
    ];
    schema(vec![vec![], vec![run("f")]], tables)
}

const OBJECTS: &str = "INSERT INTO db_tab VALUES (1, 'a'), (2, 'bb');
    INSERT INTO db_block VALUES (1, 'ccc'), (9, 'dddd');
    INSERT INTO db_view VALUES (7, 'e');";
const TABS: &str = "SELECT id, data, size FROM db_tab ORDER BY id";
const VIEWS: &str = "SELECT id, data, size FROM db_view ORDER BY id";

#[test]
fn a_templates_tables_are_changed_in_turn() {
    let schema = objects();
    let connection = database(&schema, 1, OBJECTS);
    let report = migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        assert_eq!(step.old().count::<Object>()?, 5);
        let kinds: schema_runtime::engine::Result<Vec<_>> = step.old().rows::<Object>()?.collect();
        let kinds: Vec<_> = kinds?.into_iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["tab", "tab", "block", "block", "view"]);
        assert_eq!(step.old().find::<Object>([9])?.unwrap().data, "dddd");
        step.change(|it: Object| ObjectChanges {
            size: i64::try_from(it.data.len()).unwrap(),
            kind: it.kind,
        })
    });
    assert_eq!(rows(&connection, TABS), "1,a,1 2,bb,2");
    assert_eq!(rows(&connection, VIEWS), "7,e,1");
    let counts = report
        .unwrap()
        .steps
        .into_iter()
        .find_map(|it| it.rows)
        .unwrap();
    assert_eq!((counts.read, counts.written), (8, 3));
}

#[test]
fn rows_are_copied_to_the_table_of_their_element() {
    let schema = objects();
    let connection = database(&schema, 1, OBJECTS);
    migrate(&connection, &schema, |raw| {
        let mut step = Step::new(raw);
        step.change(|it: Object| ObjectChanges {
            size: 0,
            kind: it.kind,
        })?;
        step.copy(|it: OneTable| {
            let kind = if it.id == 9 { "view" } else { "tab" };
            NewObject {
                id: it.id + 10,
                data: "block".into(),
                size: 5,
                kind,
            }
        })
    })
    .unwrap();
    assert_eq!(rows(&connection, TABS), "1,a,0 2,bb,0 11,block,5");
    assert_eq!(rows(&connection, VIEWS), "7,e,0 19,block,5");
}

#[test]
fn a_change_stays_within_a_table() {
    let schema = objects();
    let connection = database(&schema, 1, OBJECTS);
    let to_another: [fn(&mut RawStep<'_>) -> schema_runtime::engine::Result<()>; 2] = [
        |raw| {
            Step::new(raw).change(|_: Object| ObjectChanges {
                size: 0,
                kind: "view",
            })
        },
        |raw| {
            Step::new(raw).change(|_: OneTable| ObjectChanges {
                size: 0,
                kind: "view",
            })
        },
    ];
    for call in to_another {
        let error = migrate(&connection, &schema, call).unwrap_err().to_string();
        assert!(error.contains("help: use `copy`"), "{error}");
    }
}
