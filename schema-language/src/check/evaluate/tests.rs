//! What is certain, and what is left to SQLite.

use super::{Truth, Value, literal, truth};

fn known(condition: &str) -> Truth {
    truth(condition, &|name: &str| match name {
        "n" => Some(Value::Integer(0)),
        "s" => Some(Value::Text("draft".to_owned())),
        "z" => Some(Value::Null),
        _ => None,
    })
}

#[test]
fn what_is_certain_is_known() {
    for condition in [
        "n >= 0",
        "n IN (1, 0)",
        "s IN ('draft', 'done')",
        "n BETWEEN -1 AND 1 AND s <> ''",
        "z IS NULL OR unknown > 3",
        "NOT (n > 0)",
        "length(s) = 5",
        "n = 0 OR unknown(n)",
        "n = false",
    ] {
        assert_eq!(known(condition), Truth::True, "{condition}");
    }
    for condition in [
        "n > 0",
        "n",
        "s IN ('open', 'done')",
        "n NOT BETWEEN -1 AND 1",
        "z IS NOT NULL",
        "length(s) > 10 AND unknown",
        "n != 0",
        "s = 'Draft'",
        "n > 0.5",
    ] {
        assert_eq!(known(condition), Truth::False, "{condition}");
    }
}

#[test]
fn what_compares_null_is_null() {
    for condition in ["z > 3", "NOT z", "z IN (1)", "z = unknown", "z AND n = 0"] {
        assert_eq!(known(condition), Truth::Null, "{condition}");
    }
}

#[test]
fn what_is_not_certain_is_left_to_sqlite() {
    for condition in [
        "n + 1 > 0",
        "s > 0",
        "s COLLATE NOCASE = 'DRAFT'",
        "CASE n WHEN 0 THEN 1 END",
        "s LIKE 'd%'",
        "unknown > 0",
        "json_valid(s)",
        "n >",
        "t.n > 0",
        "(((((((((((((((((((((((((((((((((((((((n)))))))))))))))))))))))))))))))))))))))",
    ] {
        assert_eq!(known(condition), Truth::Unknown, "{condition}");
    }
}

#[test]
fn literals_are_read() {
    assert_eq!(literal("-5"), Some(Value::Integer(-5)));
    assert_eq!(literal("'it''s'"), Some(Value::Text("it's".to_owned())));
    assert_eq!(literal("1.5"), Some(Value::Real(1.5)));
    assert_eq!(literal("NULL"), Some(Value::Null));
    assert_eq!(literal("(1)"), Some(Value::Integer(1)));
    assert_eq!(literal("(unixepoch())"), None);
    assert_eq!(literal("X'00'"), None);
}
