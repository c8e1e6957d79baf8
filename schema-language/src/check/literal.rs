//! Values as they are written, and whether a column of a type holds them.

use syn::{Expr, ExprLit, ExprUnary, GenericArgument, Lit, PathArguments, Type, UnOp};

use schema_core::{
    model::{Column, Domain},
    sql::{Affinity, Literal},
};

use crate::{
    lower::{ColumnOrigin, is_bytes},
    written::written,
};

/// A value as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Integer(i64),
    Real,
    Text,
    Blob,
    Bool,
    Null,
    /// `sql("…")`, or what was reported already.
    Unknown,
}

/// Reads a value.
pub(super) fn value(expression: &Expr) -> Value {
    match expression {
        Expr::Lit(ExprLit { lit, .. }) => literal(lit),
        Expr::Group(group) => value(&group.expr),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => match value(expr) {
            Value::Integer(number) => Value::Integer(-number),
            Value::Real => Value::Real,
            _ => Value::Unknown,
        },
        Expr::Path(path) if path.path.is_ident("None") => Value::Null,
        _ => Value::Unknown,
    }
}

fn literal(literal: &Lit) -> Value {
    match literal {
        Lit::Str(_) => Value::Text,
        Lit::ByteStr(_) => Value::Blob,
        Lit::Bool(_) => Value::Bool,
        Lit::Float(_) => Value::Real,
        Lit::Int(number) => number.base10_parse().map_or(Value::Unknown, Value::Integer),
        _ => Value::Unknown,
    }
}

/// What a column holds, as far as its type says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Holds {
    /// Whole numbers from one to the other; the name of the type.
    Integer(&'static str, i64, i64),
    Bool,
    Real,
    Text,
    Blob,
    /// Whatever an own type makes of it.
    Own(Affinity),
    /// A type that was reported.
    Unknown,
}

const INTEGERS: [(&str, i64, i64); 18] = [
    ("i64", i64::MIN, i64::MAX),
    ("i32", i32::MIN as i64, i32::MAX as i64),
    ("i16", i16::MIN as i64, i16::MAX as i64),
    ("i8", i8::MIN as i64, i8::MAX as i64),
    ("u32", 0, u32::MAX as i64),
    ("u16", 0, u16::MAX as i64),
    ("u8", 0, u8::MAX as i64),
    ("u64", 0, i64::MAX),
    ("usize", 0, i64::MAX),
    ("isize", i64::MIN, i64::MAX),
    ("NonZeroI64", i64::MIN, i64::MAX),
    ("NonZeroI32", i32::MIN as i64, i32::MAX as i64),
    ("NonZeroI16", i16::MIN as i64, i16::MAX as i64),
    ("NonZeroI8", i8::MIN as i64, i8::MAX as i64),
    ("NonZeroU64", 1, i64::MAX),
    ("NonZeroU32", 1, u32::MAX as i64),
    ("NonZeroU16", 1, u16::MAX as i64),
    ("NonZeroU8", 1, u8::MAX as i64),
];

/// What a column holds. `declared` is its type in SQL.
pub(super) fn holds(column: &ColumnOrigin<'_>, declared: &str) -> Holds {
    let inner = option_of(&column.line.ty).unwrap_or(&column.line.ty);
    let whole = written(inner);
    let name = whole.rsplit("::").next().unwrap_or(&whole);
    if let Some((name, least, most)) = INTEGERS.iter().find(|(it, ..)| *it == name) {
        return Holds::Integer(name, *least, *most);
    }
    match name {
        "bool" => Holds::Bool,
        "f64" | "f32" => Holds::Real,
        "String" => Holds::Text,
        "Vec<u8>" => Holds::Blob,
        _ if is_bytes(inner) || whole == "uuid::Uuid" => Holds::Blob,
        _ if column.line.sql_type.is_some() => Holds::Own(Affinity::of(declared)),
        _ => Holds::Unknown,
    }
}

/// Whether the Rust type is an `Option`.
pub(super) fn is_option(ty: &Type) -> bool {
    option_of(ty).is_some()
}

/// The type in an `Option`.
pub(super) fn option_of(ty: &Type) -> Option<&Type> {
    let path = match ty {
        Type::Paren(inner) => return option_of(&inner.elem),
        Type::Group(inner) => return option_of(&inner.elem),
        Type::Path(path) => path,
        _ => return None,
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|it| it.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

impl Holds {
    /// Why a column that holds this doesn't hold `value`, and what to write: the message's end.
    pub(super) fn refusal(&self, value: Value, written: &str) -> Option<String> {
        use Value::{Blob, Bool, Integer, Null, Real, Text, Unknown};
        let no = |ty: &str, help: &str| Some(format!("`{written}` is no `{ty}`\nhelp: {help}"));
        match (self, value) {
            (Self::Unknown, _)
            | (_, Null | Unknown)
            | (Self::Bool, Bool)
            | (Self::Real, Integer(_) | Real)
            | (Self::Text, Text)
            | (Self::Blob, Blob) => None,
            (Self::Integer(name, ..), Integer(0)) if is_never_zero(name) => {
                no(name, "write another number, such as `1`")
            }
            (Self::Integer(name, least, most), Integer(number)) => {
                let fits = (*least..=*most).contains(&number);
                let range = format!("`{written}` does not fit into `{name}`\n");
                (!fits).then(|| format!("{range}help: write a number from {least} to {most}"))
            }
            (Self::Own(it), _) => unlike(*it, value, written),
            (Self::Integer(name, ..), Bool) => {
                no(name, &format!("write `{}`", u8::from(written == "true")))
            }
            (Self::Integer(name, ..), _) => no(name, "write a whole number, such as `0`"),
            (Self::Bool, _) => no("bool", "write `true` or `false`"),
            (Self::Real, _) => no("f64", "write a number, such as `0.0`"),
            (Self::Text, Blob) => no(
                "String",
                &format!("write `{}`", &written.trim_start_matches('b')),
            ),
            (Self::Text, _) => no("String", &format!("write `\"{written}\"`")),
            (Self::Blob, Text) => no("Vec<u8>", &format!("write `b{written}`")),
            (Self::Blob, _) => no("Vec<u8>", "write `b\"…\"`"),
        }
    }
}

/// A value for a column that says as little as can be, as Rust writes it and as SQL writes it.
pub(super) fn nothing(origin: &ColumnOrigin<'_>, column: &Column) -> (String, String) {
    if let Some(Domain::Elements(elements)) = &column.domain {
        let first = elements.first().map_or("", |it| it.item.as_ref());
        return (format!("{first:?}"), Literal(first).to_string());
    }
    let (rust, sql) = match (holds(origin, &column.ty), Affinity::of(&column.ty)) {
        (Holds::Bool, _) => ("false", "0"),
        (Holds::Integer(name, ..), _) if is_never_zero(name) => ("1", "1"),
        (_, Affinity::Integer | Affinity::Numeric) => ("0", "0"),
        (_, Affinity::Real) => ("0.0", "0.0"),
        (_, Affinity::Text) => ("\"\"", "''"),
        (_, Affinity::Blob) => ("b\"\"", "x''"),
    };
    (rust.to_owned(), sql.to_owned())
}

/// Whether a type of whole numbers leaves 0 out.
fn is_never_zero(name: &str) -> bool {
    name.starts_with("NonZero")
}

/// Why a column with an affinity and a type of the user's own has no such value.
fn unlike(affinity: Affinity, value: Value, written: &str) -> Option<String> {
    let number = matches!(value, Value::Integer(_) | Value::Real | Value::Bool);
    let (name, help) = match (affinity, value) {
        (Affinity::Text, _) if number => ("TEXT", format!("write `\"{written}\"`")),
        (Affinity::Text, Value::Blob) => (
            "TEXT",
            format!("write `{}`", written.trim_start_matches('b')),
        ),
        (Affinity::Integer, Value::Real) => ("INTEGER", "write a whole number".to_owned()),
        (Affinity::Integer, Value::Text | Value::Blob) => {
            ("INTEGER", "write a whole number, such as `0`".to_owned())
        }
        (Affinity::Real, Value::Text | Value::Blob) => {
            ("REAL", "write a number, such as `0.0`".to_owned())
        }
        _ => return None,
    };
    Some(format!(
        "`{written}` is no value of a column that is {name}\nhelp: {help}"
    ))
}
