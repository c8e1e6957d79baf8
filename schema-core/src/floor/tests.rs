#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::Floor;
use crate::{
    model::{
        Action, Check, Column, Compatibility, Constraint, Domain, Event, Extern, ForeignKey, Index,
        IndexColumn, Lifetime, Lived, Schema, Table, TableOption, Term, Text, Timing, Trigger,
        Unique, Version, View,
    },
    seal::{Edition, Seal},
    shape::Timeline,
};

const ALWAYS: Lifetime = Lifetime {
    since: 1,
    until: None,
};
const OLD: Lifetime = Lifetime {
    since: 1,
    until: Some(2),
};
const NEW: Lifetime = Lifetime {
    since: 2,
    until: None,
};

fn lived<T>(lifetime: Lifetime, item: T) -> Lived<T> {
    Lived { lifetime, item }
}

fn column(name: &'static str) -> Column {
    Column {
        name: name.into(),
        ty: "TEXT".into(),
        ..Column::default()
    }
}

fn not_null(name: &'static str) -> Column {
    Column {
        not_null: true,
        ..column(name)
    }
}

fn with_default(column: Column, default: &'static str) -> Column {
    Column {
        default: Some(default.into()),
        ..column
    }
}

/// Two versions of a table `book` with a column `title`.
fn books() -> Schema {
    let version = |number| Version {
        number,
        ..Version::default()
    };
    Schema {
        versions: vec![version(1), version(2)].into(),
        tables: vec![table(
            "book",
            ALWAYS,
            vec![lived(ALWAYS, not_null("title"))],
        )]
        .into(),
        ..Schema::default()
    }
}

fn table(name: &'static str, lifetime: Lifetime, columns: Vec<Lived<Column>>) -> Table {
    Table {
        name: name.into(),
        lifetime,
        columns: columns.into(),
        ..Table::default()
    }
}

/// The floor of version 2: who reads and who writes.
fn floor(change: impl FnOnce(&mut Schema)) -> (i64, i64) {
    let mut schema = books();
    change(&mut schema);
    let floor = Floor::all(&schema, &Timeline::of(&schema))[1];
    (floor.readers, floor.writers)
}

const EVERYBODY: (i64, i64) = (1, 1);
const READERS: (i64, i64) = (1, 2);
const NOBODY: (i64, i64) = (2, 2);

fn with_columns(columns: Vec<Lived<Column>>) -> (i64, i64) {
    floor(|it| it.tables.to_mut()[0].columns.to_mut().extend(columns))
}

#[test]
fn columns_that_come_demand_a_value() {
    assert_eq!(with_columns(vec![]), EVERYBODY);
    assert_eq!(with_columns(vec![lived(NEW, column("a"))]), EVERYBODY);
    let filled = with_default(not_null("a"), "''");
    assert_eq!(with_columns(vec![lived(NEW, filled)]), EVERYBODY);
    assert_eq!(with_columns(vec![lived(NEW, not_null("a"))]), READERS);
    let null = with_default(not_null("a"), "null");
    assert_eq!(with_columns(vec![lived(NEW, null)]), READERS);
}

#[test]
fn columns_that_go_or_change_are_missed() {
    assert_eq!(with_columns(vec![lived(OLD, column("a"))]), NOBODY);
    let changed = |old, new| with_columns(vec![lived(OLD, old), lived(NEW, new)]);
    assert_eq!(changed(column("a"), not_null("a")), READERS);
    assert_eq!(changed(not_null("a"), column("a")), NOBODY);
    assert_eq!(
        changed(column("a"), with_default(column("a"), "1")),
        READERS
    );
    let number = Column {
        ty: "INTEGER".into(),
        ..column("a")
    };
    assert_eq!(changed(column("a"), number), NOBODY);
    let computed = Column {
        from: Some("upper(a)".into()),
        ..column("a")
    };
    assert_eq!(changed(column("a"), computed), NOBODY);
}

#[test]
fn values_that_come_are_read_and_values_that_go_are_written() {
    let of = |domain| Column {
        domain,
        ..column("a")
    };
    let small = || Some(Domain::Integer { least: 0, most: 9 });
    let changed = |old, new| with_columns(vec![lived(OLD, of(old)), lived(NEW, of(new))]);
    assert_eq!(changed(small(), small()), EVERYBODY);
    assert_eq!(changed(small(), None), NOBODY);
    assert_eq!(changed(None, small()), READERS);
    assert_eq!(changed(Some(Domain::Bool), small()), NOBODY);
    // The elements of a list have lifetimes of their own.
    let list = |lifetime| {
        let elements = vec![lived(ALWAYS, "open".into()), lived(lifetime, "late".into())];
        with_columns(vec![lived(
            ALWAYS,
            of(Some(Domain::Elements(elements.into()))),
        )])
    };
    assert_eq!(list(ALWAYS), EVERYBODY);
    assert_eq!(list(NEW), NOBODY);
    assert_eq!(list(OLD), READERS);
}

#[test]
fn tables_may_come_and_not_go() {
    let with = |lifetime| {
        floor(|it| {
            let columns = vec![lived(lifetime, not_null("name"))];
            it.tables.to_mut().push(table("author", lifetime, columns));
        })
    };
    assert_eq!(with(NEW), EVERYBODY);
    assert_eq!(with(OLD), NOBODY);
}

#[test]
fn a_new_table_that_refers_to_an_older_one_keeps_its_rows() {
    let refers = |parent: &'static str| {
        let key = ForeignKey {
            columns: vec!["name".into()].into(),
            table: parent.into(),
            parent_columns: vec!["title".into()].into(),
            on_delete: crate::model::ReferentialAction::default(),
            on_update: crate::model::ReferentialAction::default(),
            deferrable: crate::model::Deferrable::default(),
            ..ForeignKey::default()
        };
        floor(|it| {
            let mut new = table("author", NEW, vec![lived(NEW, column("name"))]);
            new.constraints = vec![lived(NEW, Constraint::ForeignKey(key))].into();
            it.tables.to_mut().push(new);
        })
    };
    assert_eq!(refers("book"), READERS);
    assert_eq!(refers("author"), EVERYBODY);
}

#[test]
fn conditions_that_come_refuse_rows_and_those_that_go_let_them_in() {
    let unique = Constraint::Unique(Unique {
        columns: vec!["title".into()].into(),
        ..Unique::default()
    });
    let check = Constraint::Check(Check {
        column: None,
        expression: "title != ''".into(),
        ..Check::default()
    });
    for constraint in [unique, check] {
        let with = |lifetime| {
            let constraints = vec![lived(lifetime, constraint.clone())];
            floor(|it| it.tables.to_mut()[0].constraints = constraints.into())
        };
        assert_eq!(with(NEW), READERS);
        assert_eq!(with(OLD), NOBODY);
        assert_eq!(with(ALWAYS), EVERYBODY);
    }
}

#[test]
fn of_indexes_only_unique_ones_are_seen() {
    let with = |unique, lifetime, term: &'static str| {
        let index = Index {
            name: "by_title".into(),
            unique,
            columns: vec![IndexColumn {
                term: Term::Expression(term.into()),
                collate: None,
                descending: false,
            }]
            .into(),
            filter: None,
        };
        floor(|it| {
            it.externs = vec![Extern::Function {
                name: "slug".into(),
                arguments: 1,
            }]
            .into();
            it.tables.to_mut()[0].indexes = vec![lived(lifetime, index)].into();
        })
    };
    assert_eq!(with(false, NEW, "title"), EVERYBODY);
    assert_eq!(with(false, OLD, "title"), EVERYBODY);
    assert_eq!(with(true, NEW, "title"), READERS);
    assert_eq!(with(true, OLD, "title"), NOBODY);
    assert_eq!(
        with(false, NEW, "slug(title)"),
        NOBODY,
        "not every program has it"
    );
}

#[test]
fn strict_refuses_and_its_end_lets_in() {
    let with = |option, lifetime| {
        floor(|it| it.tables.to_mut()[0].options = vec![lived(lifetime, option)].into())
    };
    assert_eq!(with(TableOption::Strict, NEW), READERS);
    assert_eq!(with(TableOption::Strict, OLD), NOBODY);
    assert_eq!(with(TableOption::WithoutRowid, NEW), NOBODY);
}

#[test]
fn triggers_are_about_what_is_written_and_views_about_what_is_read() {
    let trigger = |table: &'static str, lifetime| {
        let trigger = Trigger {
            name: "watch".into(),
            timing: Timing::After,
            event: Event::Insert,
            table: table.into(),
            when: None,
            body: "SELECT 1".into(),
        };
        floor(|it| {
            let columns = vec![lived(NEW, column("name"))];
            it.tables.to_mut().push(table_of_new(columns));
            it.triggers = vec![lived(lifetime, trigger)].into();
        })
    };
    assert_eq!(trigger("book", NEW), READERS);
    assert_eq!(trigger("book", OLD), READERS);
    assert_eq!(trigger("author", NEW), EVERYBODY);
    let view = |lifetime| {
        let (name, query): (Text, Text) = ("titles".into(), "SELECT title FROM book".into());
        floor(|it| {
            it.views = vec![lived(
                lifetime,
                View {
                    name,
                    query,
                    ..View::default()
                },
            )]
            .into();
        })
    };
    assert_eq!(view(NEW), EVERYBODY);
    assert_eq!(view(OLD), NOBODY);
}

fn table_of_new(columns: Vec<Lived<Column>>) -> Table {
    table("author", NEW, columns)
}

#[test]
fn renames_and_data_steps_keep_everybody_out() {
    let rename = Action::RenameColumn {
        table: "book".into(),
        from: "name".into(),
        to: "title".into(),
    };
    for action in [rename, Action::Sql("x".into()), Action::Run("f".into())] {
        let after = floor(|it| it.versions.to_mut()[1].actions = vec![action].into());
        assert_eq!(after, NOBODY);
    }
}

#[test]
fn a_word_decides() {
    let with = |word, columns: Vec<Lived<Column>>| {
        floor(|it| {
            it.versions.to_mut()[1].compatibility = Some(word);
            it.tables.to_mut()[0].columns.to_mut().extend(columns);
        })
    };
    assert_eq!(with(Compatibility::Breaking, vec![]), NOBODY);
    let goes = vec![lived(OLD, column("a"))];
    assert_eq!(with(Compatibility::Compatible, goes), EVERYBODY);
}

#[test]
fn neither_the_word_nor_the_journal_counts_in_a_seal() {
    let plain = books();
    let mut worded = books();
    worded.journal = Some("schema_history".into());
    worded.versions.to_mut()[1].compatibility = Some(Compatibility::Breaking);
    let seal = |it: &Schema| Seal::all(it, &Timeline::of(it), Edition::CURRENT);
    assert_eq!(seal(&plain), seal(&worded));
}

#[test]
fn a_floor_stays_until_a_later_version_raises_it() {
    let mut schema = books();
    let version = |number| Version {
        number,
        ..Version::default()
    };
    schema.versions.to_mut().extend([version(3), version(4)]);
    schema.versions.to_mut()[1].compatibility = Some(Compatibility::Breaking);
    let from_4 = Lifetime {
        since: 4,
        until: None,
    };
    let columns = schema.tables.to_mut()[0].columns.to_mut();
    columns.push(lived(from_4, not_null("a")));
    let timeline = Timeline::of(&schema);
    let floors: Vec<(i64, i64)> = Floor::all(&schema, &timeline)
        .into_iter()
        .map(|it| (it.readers, it.writers))
        .collect();
    assert_eq!(floors, [(1, 1), (2, 2), (2, 2), (2, 4)]);
}
