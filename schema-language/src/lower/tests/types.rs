//! Types of Rust and types of SQLite.

use schema_core::model::Column;

use super::{meant, refused, table};

fn column(column: &str) -> Column {
    table(&meant(&format!("table t {{ {column} }}"))).columns[0]
        .item
        .clone()
}

fn refused_type(ty: &str, place: &str, message: &str) {
    let model = refused(&format!("table t {{ a: {ty} }}"), place, message);
    assert_eq!(table(&model).columns[0].item.ty, "TEXT");
}

#[test]
fn rust_types_are_declared_types() {
    for (rust, sql) in [
        ("i64", "INTEGER"),
        ("i8", "INTEGER"),
        ("u32", "INTEGER"),
        ("bool", "INTEGER"),
        ("f64", "REAL"),
        ("f32", "REAL"),
        ("String", "TEXT"),
        ("std::string::String", "TEXT"),
        ("Vec<u8>", "BLOB"),
        ("::std::vec::Vec<(u8)>", "BLOB"),
        ("State as TEXT", "TEXT"),
        ("State as integer", "INTEGER"),
        ("crate::State as ANY", "ANY"),
        ("String as \"VARCHAR(40)\"", "VARCHAR(40)"),
    ] {
        let column = column(&format!("a: {rust}"));
        assert_eq!((&*column.ty, column.not_null), (sql, true), "{rust}");
    }
}

#[test]
fn options_are_nullable() {
    for rust in [
        "Option<i64>",
        "std::option::Option<i64>",
        "Option<State> as INTEGER",
    ] {
        let column = column(&format!("a: {rust}"));
        assert_eq!((&*column.ty, column.not_null), ("INTEGER", false), "{rust}");
    }
}

#[test]
fn types_that_mean_another() {
    for (ty, place, meant) in [
        ("u64", "u64", "i64"),
        ("Option<usize>", "usize", "i64"),
        ("i128", "i128", "i64"),
        ("int", "int", "i64"),
        ("&str", "&str", "String"),
        ("&'static str", "&'static str", "String"),
        ("Cow<'static, str>", "Cow<'static, str>", "String"),
        ("str", "str", "String"),
        ("TEXT", "TEXT", "String"),
        ("Strng", "Strng", "String"),
        ("i46", "i46", "i64"),
        ("Vec<i8>", "Vec<i8>", "Vec<u8>"),
        ("&[u8]", "&[u8]", "Vec<u8>"),
        ("BLOB", "BLOB", "Vec<u8>"),
        ("double", "double", "f64"),
        ("boolean", "boolean", "bool"),
    ] {
        let message = format!("help: use `{meant}`");
        let model = refused(
            &format!("table t {{ a: {ty} }}"),
            place,
            "no SQLite type for `",
        );
        assert_eq!(table(&model).columns[0].item.ty, "TEXT");
        let (_, reports) = super::read(&super::around(&format!("table t {{ a: {ty} }}")));
        assert!(reports[0].1.ends_with(&message), "{}", reports[0].1);
    }
}

#[test]
fn own_types_say_how_they_are_stored() {
    refused_type(
        "Option<SagaState>",
        "SagaState",
        "`SagaState` does not say how it is stored\nhelp: write `a: Option<SagaState> as TEXT`",
    );
    refused_type("Rc<u8>", "Rc<u8>", "`Rc<u8>` does not say how it is stored");
    refused_type(
        "Vec<String>",
        "Vec<String>",
        "`Vec<String>` does not say how it is stored",
    );
    refused_type(
        "(i64, i64)",
        "(i64, i64)",
        "`(i64, i64)` does not say how it is stored",
    );
    refused_type(
        "State as TEXTT",
        "TEXTT",
        "unknown type `TEXTT`\nhelp: did you mean `TEXT`?",
    );
    refused_type(
        "State as VARCHAR",
        "VARCHAR",
        "unknown type `VARCHAR`\nhelp: write one of `TEXT`",
    );
}

#[test]
fn null_is_null() {
    refused_type(
        "Option<Option<i64>>",
        "Option<i64>",
        "SQLite knows one kind of NULL\nhelp: use `Option<i64>`",
    );
    refused_type(
        "Option<Option<State>> as TEXT",
        "Option<State>",
        "SQLite knows one kind of NULL",
    );
}
