//! Columns, keys, constraints and indexes.

use schema_core::model::{
    Check, Column, Constraint, ForeignKey, Generated, Index, IndexColumn, Lived, PrimaryKey,
    ReferentialAction, Storage, Table, TableOption, Term, Unique,
};

use super::{meant, read, since, table};

fn lived<T>(item: T) -> Lived<T> {
    Lived {
        lifetime: since(0),
        item,
    }
}

#[test]
fn a_table_means_what_it_says() {
    let model = meant(
        "table people as Person strict {
            id: i64 primary key autoincrement,
            r#type: Option<String> collate nocase unique,
            \"boss-id\" as boss: i64 = 0 references people(id) on delete cascade,
            age: i64 check \"age > 0\",
            twice: i64 generated \"age * 2\" stored,
            unique (\"boss-id\", age),
            index i (age desc, \"lower(type)\" collate binary) where \"age > 1\",
        }",
    );
    let column = |name: &'static str, ty: &'static str| Column {
        name: name.into(),
        ty: ty.into(),
        not_null: true,
        storage: Some(if ty == "TEXT" {
            Storage::Text
        } else {
            Storage::Integer
        }),
        ..Column::default()
    };
    let id = Column {
        not_null: false,
        ..column("id", "INTEGER")
    };
    let ty = Column {
        not_null: false,
        collate: Some("nocase".into()),
        ..column("type", "TEXT")
    };
    let boss = Column {
        default: Some("0".into()),
        ..column("boss-id", "INTEGER")
    };
    let twice = Column {
        generated: Some(Generated {
            expression: "age * 2".into(),
            stored: true,
        }),
        ..column("twice", "INTEGER")
    };
    let columns = [id, ty, boss, column("age", "INTEGER"), twice].map(lived);
    let expected = Table {
        name: "people".into(),
        lifetime: since(0),
        columns: columns.to_vec().into(),
        constraints: constraints().map(lived).to_vec().into(),
        options: vec![lived(TableOption::Strict)].into(),
        indexes: vec![lived(index())].into(),
        unrehearsed: false,
    };
    assert_eq!(*table(&model), expected);
}

fn constraints() -> [Constraint; 5] {
    [
        Constraint::PrimaryKey(PrimaryKey {
            columns: vec!["id".into()].into(),
            autoincrement: true,
            ..PrimaryKey::default()
        }),
        Constraint::Unique(Unique {
            columns: vec!["type".into()].into(),
            ..Unique::default()
        }),
        Constraint::ForeignKey(ForeignKey {
            columns: vec!["boss-id".into()].into(),
            table: "people".into(),
            parent_columns: vec!["id".into()].into(),
            on_delete: ReferentialAction::Cascade,
            on_update: ReferentialAction::NoAction,
            deferrable: schema_core::model::Deferrable::No,
            ..ForeignKey::default()
        }),
        Constraint::Check(Check {
            column: Some("age".into()),
            expression: "age > 0".into(),
            ..Check::default()
        }),
        Constraint::Unique(Unique {
            columns: vec!["boss-id".into(), "age".into()].into(),
            ..Unique::default()
        }),
    ]
}

fn index() -> Index {
    Index {
        name: "i".into(),
        unique: false,
        columns: vec![
            IndexColumn {
                term: Term::Column("age".into()),
                collate: None,
                descending: true,
            },
            IndexColumn {
                term: Term::Expression("lower(type)".into()),
                collate: Some("binary".into()),
                descending: false,
            },
        ]
        .into(),
        filter: Some("age > 1".into()),
    }
}

/// Whether each column of a table refuses NULL.
fn not_null(head: &str, body: &str) -> Vec<bool> {
    let (model, reports) = read(&format!("schema s in \"s.db\"{head} {{ table t {body} }}"));
    assert_eq!(reports, Vec::new());
    table(&model)
        .columns
        .iter()
        .map(|it| it.item.not_null)
        .collect()
}

#[test]
fn a_rowid_key_never_refuses_null() {
    assert_eq!(not_null("", "{ a: i64 primary key }"), [false]);
    assert_eq!(not_null("", "{ a: i64, primary key (A) }"), [false]);
    assert_eq!(not_null("", "{ a: i64 as \"INT\" primary key }"), [true]);
    assert_eq!(not_null("", "without rowid { a: i64 primary key }"), [true]);
    assert_eq!(
        not_null("", "{ a: i64, b: i64, primary key (a, b) }"),
        [true, true]
    );
}

#[test]
fn a_key_that_comes_or_goes_later_leaves_older_versions_as_they_were() {
    assert_eq!(not_null("", "{ a: i64, primary key (a) since 2 }"), [true]);
    assert_eq!(not_null("", "{ a: i64, primary key (a) until 2 }"), [false]);
    let nullable = |body| not_null(", nullable keys", body);
    assert_eq!(nullable("{ a: String, primary key (a) until 2 }"), [false]);
    assert_eq!(
        nullable("{ a: String primary key, strict since 2 }"),
        [false]
    );
}

#[test]
fn keys_may_hold_null_where_the_files_have_the_historic_form() {
    assert_eq!(not_null("", "{ a: String primary key }"), [true]);
    let nullable = |body| not_null(", nullable keys", body);
    assert_eq!(
        nullable("{ a: String primary key, b: String }"),
        [false, true]
    );
    assert_eq!(nullable("{ a: String, primary key (a) }"), [false]);
    assert_eq!(
        nullable("{ a: String, b: String, primary key (a, b) }"),
        [true, true]
    );
    assert_eq!(nullable("strict { a: String primary key }"), [true]);
    assert_eq!(nullable("without rowid { a: String primary key }"), [true]);
    assert_eq!(nullable("{ a: Option<String> primary key }"), [false]);
}

#[test]
fn a_column_that_changes_is_two_lines() {
    let model =
        meant("table t { n: Option<i64> until 7, n: i64 = 0 since 7 from \"coalesce(n, 0)\" }");
    let columns = &table(&model).columns;
    assert_eq!(columns.len(), 2);
    assert_eq!(columns[1].item.from.as_deref(), Some("coalesce(n, 0)"));
    assert_eq!(
        (columns[0].item.not_null, columns[1].item.not_null),
        (false, true)
    );
}

#[test]
fn an_index_over_a_name_in_quotes_is_over_a_column() {
    let model = meant(
        r#"table t { "a b" as ab: i64, index i ("\"a b\"", "[a b]" desc, "\"a b\" + 1", "'a b'") }"#,
    );
    let indexes = &table(&model).indexes;
    let terms: Vec<&Term> = indexes
        .iter()
        .flat_map(|it| it.item.columns.iter().map(|it| &it.term))
        .collect();
    let expected = [
        Term::Column("a b".into()),
        Term::Column("a b".into()),
        Term::Expression("\"a b\" + 1".into()),
        Term::Expression("'a b'".into()),
    ];
    assert_eq!(terms, expected.iter().collect::<Vec<_>>());
}
