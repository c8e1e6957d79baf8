//! Names walked back, over four versions.

use super::*;
use crate::model::{Action, Check, Column, Constraint, Lived, Table as Declared, Text, Version};

fn lived<T>(since: i64, until: Option<i64>, item: T) -> Lived<T> {
    Lived {
        lifetime: Lifetime { since, until },
        item,
    }
}

fn column(name: &'static str, ty: &'static str) -> Column {
    Column {
        name: name.into(),
        ty: ty.into(),
        ..Column::default()
    }
}

fn version(number: i64, actions: Vec<Action>) -> Version {
    Version {
        number,
        actions: actions.into(),
        ..Version::default()
    }
}

fn rename(table: &'static str, from: &'static str, to: &'static str) -> Action {
    Action::RenameColumn {
        table: table.into(),
        from: from.into(),
        to: to.into(),
    }
}

fn sample() -> Schema {
    let check = Check {
        column: None,
        expression: Text::Borrowed("length(handle) > 0"),
        ..Check::default()
    };
    let book = Declared {
        name: "volume".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: vec![
            lived(1, Some(3), column("slug", "TEXT")),
            lived(3, None, column("handle", "ANY")),
            lived(2, None, column("pages", "INTEGER")),
        ]
        .into(),
        constraints: vec![lived(1, None, Constraint::Check(check))].into(),
        ..Declared::default()
    };
    let table = Action::RenameTable {
        from: "book".into(),
        to: "volume".into(),
    };
    Schema {
        versions: vec![
            version(1, vec![]),
            version(2, vec![table]),
            version(3, vec![]),
            version(4, vec![rename("volume", "slug", "handle")]),
        ]
        .into(),
        tables: vec![book].into(),
        ..Schema::default()
    }
}

#[test]
fn names_are_walked_back_and_lines_are_known_again() {
    let timeline = Timeline::of(&sample());
    let [one, two, three, four] = timeline.shapes() else {
        panic!("four versions")
    };
    let names = |shape: &Shape| {
        let columns = shape.tables[0].columns.iter();
        let columns: Vec<_> = columns.map(|it| it.item.name.to_string()).collect();
        format!("{} {}", shape.tables[0].name, columns.join(" "))
    };
    assert_eq!(names(four), "volume handle pages");
    assert_eq!(names(three), "volume slug pages");
    assert_eq!(names(two), "volume slug pages");
    assert_eq!(names(one), "book slug");
    assert_eq!(
        one.tables[0].columns[0].identity,
        four.tables[0].columns[0].identity
    );
    assert_eq!(
        one.tables[0].checks().next().unwrap().expression,
        "length(slug) > 0"
    );
    assert!(timeline.ambiguous().is_empty());
}
