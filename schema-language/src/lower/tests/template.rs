//! Templates and fragments.

use schema_core::model::Constraint;

use super::{around, between, meant, read, refused, since};

const LIST: &str = "const KINDS: Kind = [note, \"odd name\" as Odd since 3, old until 5];
    history { /// One.
 version 1; }";

fn with_list(items: &str) -> String {
    format!("{LIST} {items}")
}

#[test]
fn a_template_is_written_out_for_every_element() {
    let model = meant(&with_list(
        "table db_{k}_x for k in KINDS since 2 {
            id: i64 primary key,
            up: Option<i64> references db_{k}_x(id),
            foreign key (up) references {k}(id),
            index idx_{k} (up),
        }",
    ));
    let names: Vec<&str> = model.tables.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["db_note_x", "db_odd name_x", "db_old_x"]);
    let lifetimes: Vec<_> = model.tables.iter().map(|it| it.lifetime).collect();
    assert_eq!(lifetimes, [since(2), since(3), between(2, 5)]);
    let old = &model.tables[2];
    assert_eq!(old.columns[0].lifetime, between(2, 5));
    assert_eq!(old.indexes[0].item.name, "idx_old");
    let parents: Vec<&str> = old
        .constraints
        .iter()
        .filter_map(|it| match &it.item {
            Constraint::ForeignKey(key) => Some(&*key.table),
            _ => None,
        })
        .collect();
    assert_eq!(parents, ["db_old_x", "old"]);
}

#[test]
fn mistakes_in_a_template_are_reported_once() {
    refused(
        &with_list("table db_{k} for k in KINDS { a: u64 }"),
        "u64",
        "no SQLite type",
    );
    refused(
        &with_list("table db_{k} for k in KINDS { a: i64, index i_{x} (a) }"),
        "x",
        "no placeholder `x` in this template\nhelp: write `{k}`",
    );
}

#[test]
fn a_template_needs_a_list_and_a_placeholder() {
    let model = refused(
        &with_list("table db_{k} { a: i64, index i_{k} (a) } table u { a: i64 }"),
        "db_{k}",
        "a template needs a list of names\nhelp: write `for k in KINDS` behind its name",
    );
    assert_eq!(model.tables.len(), 1);
    refused(
        &with_list("table db for k in KINDS { a: i64 }"),
        "db",
        "every table of this template has the same name\nhelp: write `{k}` in it",
    );
    refused(
        &with_list("table db_{x} for k in KINDS { a: i64 }"),
        "x",
        "no placeholder `x` in this template",
    );
    refused(
        &with_list("table db_{k} for k in KIND { a: i64 }"),
        "KIND",
        "no list `KIND`\nhelp: did you mean `KINDS`?",
    );
    refused(
        "table db_{k} for k in KINDS { a: i64 }",
        "KINDS",
        "no list `KINDS`\nhelp: declare it: `const KINDS: Name = [ … ];`",
    );
    refused(
        "table t { a: i64 references x_{k}(a) }",
        "k",
        "a placeholder stands in a template only",
    );
}

#[test]
fn a_fragment_stands_where_it_is_used() {
    let model = meant(
        "fragment stamps { made: i64 = 0, seen: i64 unique }
         table t since 2 { ..stamps since 3, a: i64, ..stamps until 9, b: i64, ..stamps }",
    );
    let columns = &model.tables[0].columns;
    let names: Vec<&str> = columns.iter().map(|it| &*it.item.name).collect();
    assert_eq!(
        names,
        ["made", "seen", "a", "made", "seen", "b", "made", "seen"]
    );
    assert_eq!(
        (columns[0].lifetime, columns[3].lifetime),
        (since(3), between(2, 9))
    );
    let constraints = &model.tables[0].constraints;
    assert_eq!(constraints.len(), 3);
    assert_eq!(constraints[1].lifetime, between(2, 9));
}

#[test]
fn mistakes_in_a_fragment_are_reported_once() {
    let uses = "table t { ..f } table u { ..f }";
    refused(
        &format!("fragment f {{ a: u64 }} {uses}"),
        "u64",
        "no SQLite type",
    );
    refused(
        &format!("fragment f {{ a: i64 since 3 }} {uses}"),
        "3",
        "a fragment carries no lifetimes\nhelp: write it where the fragment is used: `..f since 3`",
    );
}

#[test]
fn an_unknown_fragment_leaves_the_table_incomplete() {
    refused(
        "fragment stamps { a: i64 } table t { ..stmps, b: i64 }",
        "stmps",
        "no fragment `stmps`\nhelp: did you mean `stamps`?",
    );
}

#[test]
fn lifetimes_are_clipped_to_what_they_stand_in() {
    let model = meant(
        "history { /// One.
 version 1; }
         table t since 4 until 9 {
            a: i64, b: i64 since 2, c: i64 until 11, d: i64 since 5 until 6, e: i64 until 3,
            strict, check \"a\" since 6, index i (a) until 8,
         }",
    );
    let table = &model.tables[0];
    let lifetimes: Vec<_> = table.columns.iter().map(|it| it.lifetime).collect();
    let whole = between(4, 9);
    assert_eq!(
        lifetimes,
        [whole, whole, whole, between(5, 6), between(4, 3)]
    );
    assert_eq!(table.options[0].lifetime, whole);
    assert_eq!(table.constraints[0].lifetime, between(6, 9));
    assert_eq!(table.indexes[0].lifetime, between(4, 8));
}

#[test]
fn versions_fit_into_the_file() {
    let (model, reports) = read(&around(
        "history { version 1; version 20240101120000; } table t since 99999999999 { a: i64 }",
    ));
    let places: Vec<&str> = reports.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(places, ["99999999999", "20240101120000"]);
    assert_eq!(model.versions.len(), 1);
}
