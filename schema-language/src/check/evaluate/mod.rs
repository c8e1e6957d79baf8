//! Conditions over literals, as far as their value is certain.
//!
//! A condition may use anything that SQL has; this knows comparisons, `AND`, `OR`, `NOT`, `IN`,
//! `BETWEEN`, `IS` and a few functions. Whatever it doesn't know makes the answer unknown, and the
//! rehearsal then asks SQLite itself.

mod reader;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use self::reader::Reader;

/// A value of SQL.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

/// The value of a column, for those of which it is known.
pub(super) type Known<'a> = &'a dyn Fn(&str) -> Option<Value>;

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

impl Value {
    /// SQL's truth; `None` is NULL.
    fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => None,
            Self::Integer(number) => Some(*number != 0),
            Self::Real(number) => Some(*number != 0.0),
            Self::Text(_) => Some(false),
        }
    }

    fn of(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, |it| Self::Integer(i64::from(it)))
    }

    /// The order of two values of one kind; `None` where SQLite would convert one of them.
    #[allow(clippy::cast_precision_loss)]
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Integer(one), Self::Real(other)) => (*one as f64).partial_cmp(other),
            (Self::Real(one), Self::Integer(other)) => one.partial_cmp(&(*other as f64)),
            (Self::Real(one), Self::Real(other)) => one.partial_cmp(other),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }
}

fn negate(value: Option<Value>, negated: bool) -> Option<Value> {
    match value {
        Some(it) if negated => Some(Value::of(it.truth().map(|it| !it))),
        other => other,
    }
}

/// `OR` or `AND` of values that may be unknown: one that decides is enough.
fn combine(one: Option<&Value>, other: Option<&Value>, or: bool) -> Option<Value> {
    let truths = [one, other].map(|it| it.map(Value::truth));
    if truths.contains(&Some(Some(or))) {
        return Some(Value::of(Some(or)));
    }
    match truths {
        [None, _] | [_, None] => None,
        [Some(None), _] | [_, Some(None)] => Some(Value::Null),
        _ => Some(Value::of(Some(!or))),
    }
}

fn compare(one: Option<&Value>, other: Option<&Value>, operator: &str) -> Option<Value> {
    if one == Some(&Value::Null) || other == Some(&Value::Null) {
        return Some(Value::Null);
    }
    let order = one?.order(other?)?;
    Some(Value::of(Some(match operator {
        "=" | "==" => order == Ordering::Equal,
        "!=" | "<>" => order != Ordering::Equal,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        ">" => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })))
}
