//! Defaults and the values of seeds.

use super::{meant, refused, table};

fn default(column: &str) -> Option<String> {
    let model = meant(&format!("table t {{ {column} }}"));
    table(&model).columns[0]
        .item
        .default
        .as_ref()
        .map(ToString::to_string)
}

#[test]
fn literals_are_literals() {
    for (rust, sql) in [
        (r#"String = """#, "''"),
        (r#"String = "it's""#, "'it''s'"),
        ("String = r#\"{\"a\":1}\"#", "'{\"a\":1}'"),
        ("i64 = 0", "0"),
        ("i64 = -1", "-1"),
        ("i64 = 1_000u16", "1000"),
        ("i64 = 0xFF", "255"),
        ("i64 = -0x10", "-16"),
        ("i64 = -9223372036854775808", "-9223372036854775808"),
        ("f64 = 1.50", "1.50"),
        ("f64 = -1_0.5f64", "-10.5"),
        ("bool = true", "1"),
        ("bool = false", "0"),
        (r#"Vec<u8> = b"\x00z""#, "X'007A'"),
        (r#"i64 = sql("unixepoch()")"#, "(unixepoch())"),
    ] {
        assert_eq!(
            default(&format!("a: {rust}")).as_deref(),
            Some(sql),
            "{rust}"
        );
    }
    assert_eq!(default("a: i64"), None);
}

#[test]
fn anything_else_is_no_default() {
    for (rust, place, message) in [
        (
            "i64 = None",
            "None",
            "`None` is no default\nhelp: leave it out",
        ),
        (
            "i64 = NULL",
            "NULL",
            "a default is a literal, or `sql(\"…\")`",
        ),
        ("i64 = Foo::bar()", "Foo::bar()", "a default is a literal"),
        ("i64 = sql(now)", "sql(now)", "a default is a literal"),
        (
            "i64 = 9223372036854775808",
            "9223372036854775808",
            "`9223372036854775808` is larger",
        ),
        (
            "String = 'a'",
            "'a'",
            "`'a'` is no value of SQLite\nhelp: write `\"a\"`",
        ),
        (
            "i64 = b'a'",
            "b'a'",
            "`b'a'` is no value of SQLite\nhelp: write `97`",
        ),
        (
            "String = \"a\\0b\"",
            "\"a\\0b\"",
            "SQL text ends at its first NUL",
        ),
    ] {
        let model = refused(&format!("table t {{ a: {rust} }}"), place, message);
        let default = table(&model).columns[0].item.default.clone();
        assert!(
            default.is_some(),
            "{rust}: a column with a default keeps one"
        );
    }
}

#[test]
fn a_seed_with_a_refused_value_is_no_seed() {
    let model = refused(
        "table t { a: i64 } seed t { a: Foo } seed t { a: None }",
        "Foo",
        "a value is a literal, `None`, or `sql(\"…\")`",
    );
    assert_eq!(model.seeds.len(), 1);
    assert_eq!(model.seeds[0].item.values[0].1, "NULL");
}

#[test]
fn every_refused_value_of_a_seed_is_reported() {
    let (_, reports) = super::read(&super::around("seed t { a: Foo, b: Bar }"));
    let places: Vec<&str> = reports.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(places, ["Foo", "Bar"]);
}
