//! What a rebuild must not lose, in whichever SQLite the tests are linked with.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use rusqlite::Connection;
use schema_core::{
    found::compare,
    model::{
        Action, Column, Constraint, Event, ForeignKey, Index, IndexColumn, Lifetime, List, Lived,
        PrimaryKey, ReferentialAction, Schema, Table, TableOption, Term, Timing, Trigger, Unique,
        Version, View, VirtualTable,
    },
};
use schema_runtime::engine::{self, Error, Options};

fn lived<T>(since: i64, until: Option<i64>, item: T) -> Lived<T> {
    let lifetime = Lifetime { since, until };
    Lived { lifetime, item }
}

fn always<T>(item: T) -> Lived<T> {
    lived(1, None, item)
}

fn column(name: &'static str, ty: &'static str) -> Column {
    Column {
        name: name.into(),
        ty: ty.into(),
        ..Column::default()
    }
}

fn key(autoincrement: bool) -> Lived<Constraint> {
    let columns = vec!["id".into()].into();
    always(Constraint::PrimaryKey(PrimaryKey {
        columns,
        autoincrement,
        ..PrimaryKey::default()
    }))
}

fn versions(actions: Vec<Action>) -> List<Version> {
    let version = |number, actions: Vec<Action>| {
        let actions = actions.into();
        Version {
            number,
            actions,
            ..Version::default()
        }
    };
    vec![version(1, vec![]), version(2, actions)].into()
}

/// A table whose column `note` gets another type with version 2, which takes a rebuild.
fn parent(autoincrement: bool) -> Table {
    let index = Index {
        name: "by_note".into(),
        unique: false,
        columns: vec![IndexColumn {
            term: Term::Column("note".into()),
            collate: None,
            descending: true,
        }]
        .into(),
        filter: None,
    };
    Table {
        name: "parent".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: vec![
            always(column("id", "INTEGER")),
            lived(1, Some(2), column("note", "TEXT")),
            lived(2, None, column("note", "BLOB")),
        ]
        .into(),
        constraints: vec![key(autoincrement)].into(),
        indexes: vec![always(index)].into(),
        ..Table::default()
    }
}

fn child(name: &'static str, on_delete: ReferentialAction) -> Table {
    let foreign_key = ForeignKey {
        columns: vec!["parent_id".into()].into(),
        table: "parent".into(),
        parent_columns: vec!["id".into()].into(),
        on_delete,
        on_update: ReferentialAction::Cascade,
        deferrable: schema_core::model::Deferrable::No,
        ..ForeignKey::default()
    };
    Table {
        name: name.into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: vec![
            always(column("id", "INTEGER")),
            always(column("parent_id", "INTEGER")),
        ]
        .into(),
        constraints: vec![key(false), always(Constraint::ForeignKey(foreign_key))].into(),
        ..Table::default()
    }
}

fn family() -> Schema {
    let view = View {
        name: "notes".into(),
        query: "SELECT note FROM parent".into(),
        ..View::default()
    };
    let trigger = Trigger {
        name: "gone".into(),
        timing: Timing::After,
        event: Event::Delete,
        table: "parent".into(),
        when: None,
        body: "INSERT INTO log (id) VALUES (OLD.id);".into(),
    };
    let log = Table {
        name: "log".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: vec![always(column("id", "INTEGER"))].into(),
        ..Table::default()
    };
    Schema {
        name: "family".into(),
        versions: versions(vec![]),
        tables: vec![
            parent(true),
            child("cascading", ReferentialAction::Cascade),
            child("nulled", ReferentialAction::SetNull),
            child("restricted", ReferentialAction::Restrict),
            log,
        ]
        .into(),
        views: vec![always(view)].into(),
        triggers: vec![always(trigger)].into(),
        ..Schema::default()
    }
}

fn created(schema: &Schema, rows: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    engine::create_at(&connection, schema, 1).unwrap();
    connection.execute_batch(rows).unwrap();
    connection
}

fn all(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        let columns = 0..row.as_ref().column_count();
        Ok(columns
            .map(|it| format!("{:?}", row.get_ref(it).unwrap()))
            .collect::<Vec<_>>()
            .join(" "))
    });
    rows.unwrap()
        .map(Result::unwrap)
        .collect::<Vec<_>>()
        .join("\n")
}

fn assert_as_declared(connection: &Connection, schema: &Schema) {
    let found = engine::introspect(connection).unwrap();
    assert_eq!(compare(&schema.newest_shape(), &found), []);
    assert_eq!(
        all(connection, "PRAGMA integrity_check"),
        "Text([111, 107])"
    );
    assert_eq!(all(connection, "PRAGMA foreign_key_check"), "");
}

#[test]
fn a_parent_is_rebuilt_under_its_children() {
    let schema = family();
    let connection = created(
        &schema,
        "PRAGMA foreign_keys = ON;
        INSERT INTO parent (id, note) VALUES (3, '1'), (9, '2'), (40, '3');
        DELETE FROM parent WHERE id = 40;
        INSERT INTO cascading (parent_id) VALUES (3), (9), (9), (NULL);
        INSERT INTO nulled (parent_id) VALUES (3), (9);
        INSERT INTO restricted (parent_id) VALUES (3);",
    );
    let rows = "SELECT 'c', id, parent_id FROM cascading UNION ALL SELECT 'n', id, parent_id FROM nulled
        UNION ALL SELECT 'r', id, parent_id FROM restricted UNION ALL SELECT 'p', id, note FROM parent
        UNION ALL SELECT 'l', id, NULL FROM log ORDER BY 1, 2";
    let before = all(&connection, rows);
    engine::migrate(&connection, &schema).unwrap();
    assert_eq!(all(&connection, rows), before);
    assert_as_declared(&connection, &schema);
    assert_eq!(all(&connection, "PRAGMA foreign_keys"), "Integer(1)");

    // The trigger and the view work, and no id is handed out again.
    connection
        .execute_batch("INSERT INTO parent (note) VALUES ('4'); DELETE FROM parent WHERE id = 9")
        .unwrap();
    assert_eq!(
        all(&connection, "SELECT max(id) FROM parent"),
        "Integer(41)"
    );
    assert_eq!(
        all(&connection, "SELECT id FROM log"),
        "Integer(40)\nInteger(9)"
    );
    assert_eq!(
        all(&connection, "SELECT count(*) FROM cascading"),
        "Integer(2)"
    );
    assert_eq!(
        all(&connection, "SELECT parent_id FROM nulled ORDER BY id"),
        "Integer(3)\nNull"
    );
    assert_eq!(all(&connection, "SELECT count(*) FROM notes"), "Integer(2)");
}

#[test]
fn the_mark_of_an_empty_table_is_kept() {
    let schema = family();
    let rows = "INSERT INTO parent (id) VALUES (70); DELETE FROM parent";
    let connection = created(&schema, rows);
    engine::migrate(&connection, &schema).unwrap();
    connection
        .execute_batch("INSERT INTO parent (note) VALUES ('next')")
        .unwrap();
    assert_eq!(all(&connection, "SELECT id FROM parent"), "Integer(71)");
    assert_eq!(
        all(&connection, "SELECT count(*) FROM sqlite_sequence"),
        "Integer(1)"
    );
}

#[test]
fn a_full_text_index_still_finds_the_rows() {
    let index = VirtualTable {
        from: None,
        name: "search".into(),
        using: "fts5(note, content=parent, content_rowid=id)".into(),
    };
    let schema = Schema {
        name: "search".into(),
        versions: versions(vec![]),
        tables: vec![parent(false)].into(),
        virtual_tables: vec![always(index)].into(),
        ..Schema::default()
    };
    let connection = created(
        &schema,
        "INSERT INTO parent (id, note) VALUES (5, 'old words'), (8, 'other words');
        INSERT INTO search (search) VALUES ('rebuild');",
    );
    engine::migrate(&connection, &schema).unwrap();
    assert_as_declared(&connection, &schema);
    let found = |word: &str| {
        all(
            &connection,
            &format!("SELECT rowid, note FROM search WHERE search MATCH '{word}' ORDER BY 1"),
        )
    };
    assert_eq!(found("words").lines().count(), 2);
    assert!(found("other").starts_with("Integer(8)"));
    connection
        .execute_batch("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        .unwrap();
}

const UNDECLARED: &str = "INSERT INTO parent (id, note) VALUES (1, 'a');
    CREATE INDEX own_index ON parent (id, note);
    CREATE VIEW own_view AS SELECT id FROM parent;
    CREATE TRIGGER own_trigger AFTER INSERT ON parent BEGIN INSERT INTO log (id) VALUES (NEW.id); END;
    CREATE INDEX elsewhere ON log (id);";

#[test]
fn undeclared_objects_stop_a_rebuild() {
    let schema = family();
    let connection = created(&schema, UNDECLARED);
    let before = all(&connection, "SELECT * FROM sqlite_schema");
    let error = engine::migrate(&connection, &schema).unwrap_err();
    let Error::Undeclared {
        table, mut objects, ..
    } = error
    else {
        panic!("{error}")
    };
    objects.sort();
    assert_eq!(
        (table.as_str(), objects),
        (
            "parent",
            vec![
                "own_index".into(),
                "own_trigger".into(),
                "own_view".to_owned()
            ]
        )
    );
    assert_eq!(all(&connection, "SELECT * FROM sqlite_schema"), before);
}

#[test]
fn undeclared_objects_are_carried_if_asked() {
    let schema = family();
    let mut connection = created(&schema, UNDECLARED);
    let own = "SELECT name, sql FROM sqlite_schema WHERE name IN ('own_index', 'own_view', 'own_trigger', 'elsewhere') ORDER BY name";
    let before = all(&connection, own);
    let options = Options::default().carry_undeclared(true);
    engine::migrate_with(&mut connection, &schema, &options).unwrap();
    assert_eq!(all(&connection, own), before);
    connection
        .execute_batch("INSERT INTO parent (id) VALUES (2)")
        .unwrap();
    assert_eq!(all(&connection, "SELECT id FROM log"), "Integer(2)");
    assert_eq!(
        all(&connection, "SELECT id FROM own_view ORDER BY id"),
        "Integer(1)\nInteger(2)"
    );
}

#[test]
fn undeclared_columns_stop_an_upgrade_or_are_carried_if_asked() {
    let schema = family();
    let planted = "INSERT INTO parent (id, note) VALUES (1, 'a');
        ALTER TABLE parent ADD COLUMN colour TEXT NOT NULL DEFAULT 'red' COLLATE NOCASE;
        ALTER TABLE parent ADD COLUMN friend INTEGER REFERENCES parent (id);
        UPDATE parent SET colour = 'blue', friend = 1;
        CREATE INDEX own_index ON parent (colour);";
    let mut connection = created(&schema, planted);
    let before = all(&connection, "SELECT * FROM sqlite_schema");
    let error = engine::migrate(&connection, &schema).unwrap_err();
    let Error::Undeclared { objects, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(objects, ["colour", "friend", "own_index"]);
    assert_eq!(all(&connection, "SELECT * FROM sqlite_schema"), before);

    let options = Options::default().carry_undeclared(true);
    engine::migrate_with(&mut connection, &schema, &options).unwrap();
    let sql = "SELECT id, colour, friend FROM parent WHERE colour = 'BLUE'";
    assert_eq!(
        all(&connection, sql),
        "Integer(1) Text([98, 108, 117, 101]) Integer(1)"
    );
    let parents =
        "SELECT count(*) FROM pragma_foreign_key_list('parent') WHERE \"from\" = 'friend'";
    assert_eq!(all(&connection, parents), "Integer(1)");
}

/// SQLite itself refuses this rename, with "no such column" for the name in the `UNIQUE`.
#[test]
fn a_key_is_renamed_although_a_unique_constraint_names_it() {
    let unique = Unique {
        columns: vec!["shelf".into(), "number".into()].into(),
        ..Unique::default()
    };
    let key = PrimaryKey {
        columns: vec!["number".into()].into(),
        autoincrement: false,
        ..PrimaryKey::default()
    };
    let book = Table {
        name: "book".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: vec![
            always(column("number", "INTEGER")),
            always(column("shelf", "TEXT")),
        ]
        .into(),
        constraints: vec![
            always(Constraint::PrimaryKey(key)),
            always(Constraint::Unique(unique)),
        ]
        .into(),
        options: vec![always(TableOption::WithoutRowid)].into(),
        ..Table::default()
    };
    let schema = Schema {
        versions: versions(vec![Action::RenameColumn {
            table: "book".into(),
            from: "id".into(),
            to: "number".into(),
        }]),
        tables: vec![book].into(),
        ..Schema::default()
    };
    let connection = created(
        &schema,
        "INSERT INTO book (id, shelf) VALUES (7, 'a'), (8, 'a')",
    );
    engine::migrate(&connection, &schema).unwrap();
    assert_as_declared(&connection, &schema);
    assert_eq!(
        all(&connection, "SELECT number FROM book WHERE shelf = 'a'"),
        "Integer(7)\nInteger(8)"
    );
}

/// What SQLite can do itself: `kept` is renamed, `came` is added and `gone` is dropped. With
/// `rebuild`, a column is altered to what it was, which SQLite can't do.
fn changes(rebuild: bool) -> Schema {
    let came = Column {
        default: Some("'new'".into()),
        not_null: true,
        ..column("came", "TEXT")
    };
    let same = Column {
        from: Some("same".into()),
        ..column("same", "REAL")
    };
    let mut columns = vec![
        always(column("id", "INTEGER")),
        always(column("now", "TEXT")),
        lived(1, Some(2), column("gone", "BLOB")),
        lived(1, rebuild.then_some(2), column("same", "REAL")),
        lived(2, None, came),
    ];
    columns.extend(rebuild.then(|| lived(2, None, same)));
    let table = Table {
        name: "renamed".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: columns.into(),
        constraints: vec![key(true)].into(),
        ..Table::default()
    };
    let actions = vec![
        Action::RenameTable {
            from: "named".into(),
            to: "renamed".into(),
        },
        Action::RenameColumn {
            table: "renamed".into(),
            from: "kept".into(),
            to: "now".into(),
        },
    ];
    Schema {
        name: "changes".into(),
        versions: versions(actions),
        tables: vec![table].into(),
        ..Schema::default()
    }
}

#[test]
fn in_place_rebuilt_and_by_sqlite_itself_are_the_same() {
    let rows = "INSERT INTO named (id, kept, gone, same) VALUES (1, 'ü', x'00', 1), (7, NULL, NULL, 9e999), (9, '7', 1, 'text');
        DELETE FROM named WHERE id = 9;";
    let native = created(&changes(false), rows);
    native
        .execute_batch(
            "ALTER TABLE named RENAME TO renamed;
            ALTER TABLE renamed RENAME COLUMN kept TO now;
            ALTER TABLE renamed ADD COLUMN came TEXT NOT NULL DEFAULT 'new';
            ALTER TABLE renamed DROP COLUMN gone;",
        )
        .unwrap();
    for rebuild in [false, true] {
        let schema = changes(rebuild);
        let connection = created(&schema, rows);
        let report = engine::migrate(&connection, &schema).unwrap();
        let copied = report.steps.iter().any(|it| it.what.starts_with("copy"));
        assert_eq!(copied, rebuild);
        for sql in [
            "SELECT id, now, same, came, typeof(same) FROM renamed ORDER BY id",
            "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo('renamed') ORDER BY name",
            "SELECT * FROM sqlite_sequence",
        ] {
            assert_eq!(all(&connection, sql), all(&native, sql), "{sql}");
        }
        let found = engine::introspect(&native).unwrap();
        assert_eq!(compare(&schema.newest_shape(), &found), []);
        assert_as_declared(&connection, &schema);
    }
}
