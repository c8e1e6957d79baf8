//! Values of SQL, and what comes of them.

use std::cmp::Ordering;

/// A value of SQL.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::check) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

/// The value of a column, for those of which it is known.
pub(in crate::check) type Known<'a> = &'a dyn Fn(&str) -> Option<Value>;

impl Value {
    /// SQL's truth; `None` is NULL.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => None,
            Self::Integer(number) => Some(*number != 0),
            Self::Real(number) => Some(*number != 0.0),
            Self::Text(_) => Some(false),
        }
    }

    pub(super) fn of(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, |it| Self::Integer(i64::from(it)))
    }

    /// The order of two values of one kind; `None` where SQLite would convert one of them.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
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

pub(super) fn negate(value: Option<Value>, negated: bool) -> Option<Value> {
    match value {
        Some(it) if negated => Some(Value::of(it.truth().map(|it| !it))),
        other => other,
    }
}

/// `OR` or `AND` of values that may be unknown: one that decides is enough.
pub(super) fn combine(one: Option<&Value>, other: Option<&Value>, or: bool) -> Option<Value> {
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

pub(super) fn compare(one: Option<&Value>, other: Option<&Value>, operator: &str) -> Option<Value> {
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
