//! Conditions over literals, as far as their value is certain.
//!
//! A condition may use anything that SQL has; this knows comparisons, `AND`, `OR`, `NOT`, `IN`,
//! `BETWEEN`, `IS` and a few functions. Whatever it doesn't know makes the answer unknown, and the
//! rehearsal then asks SQLite itself.

mod reader;
mod value;

#[cfg(test)]
mod tests;

use self::reader::Reader;
pub(super) use self::value::{Known, Value};

/// What is known of a condition. A CHECK refuses a row where it is false, and a partial index has
/// those where it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Null,
    Unknown,
}

/// What is known of a condition.
pub(super) fn truth(condition: &str, column: Known<'_>) -> Truth {
    match Reader::new(condition, column).condition() {
        None => Truth::Unknown,
        Some(value) => match value.truth() {
            None => Truth::Null,
            Some(true) => Truth::True,
            Some(false) => Truth::False,
        },
    }
}

/// A literal, as a default is written in the model.
pub(super) fn literal(sql: &str) -> Option<Value> {
    Reader::new(sql, &|_| None).literal()
}
