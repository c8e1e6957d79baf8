//! The type of a column: which type of Rust reads what SQLite keeps in it.

use rusqlite::types::Value;
use schema_core::{model::Column, sql::Affinity};

use super::{kept, name::is_identifier, text::quoted};

/// A type of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    Integer,
    Bool,
    Real,
    Text,
    Blob,
    /// Whatever stands in it.
    Any,
}

/// The words that `as` takes without quotes.
const WORDS: [&str; 6] = ["TEXT", "INTEGER", "REAL", "BLOB", "NUMERIC", "ANY"];

impl Ty {
    /// The type that follows from the declared one, unless it can't read what SQLite keeps of the default:
    /// some tools write `boolean DEFAULT 't'`.
    pub(super) fn of_column(column: &Column) -> Self {
        let ty = Self::of(&column.ty);
        let reads = kept::default(column).is_none_or(|it| ty.reads(&it));
        if reads { ty } else { Self::Any }
    }

    /// Whether a struct's field of this type, or an `Option` of it, reads the value.
    fn reads(self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Integer(number) => match self {
                Self::Bool => matches!(number, 0 | 1),
                _ => matches!(self, Self::Integer | Self::Real | Self::Any),
            },
            Value::Real(_) => matches!(self, Self::Real | Self::Any),
            Value::Text(_) => matches!(self, Self::Text | Self::Any),
            Value::Blob(_) => matches!(self, Self::Blob | Self::Any),
        }
    }

    fn of(declared: &str) -> Self {
        match declared.to_ascii_uppercase().as_str() {
            "BOOL" | "BOOLEAN" => return Self::Bool,
            "" => return Self::Any,
            _ => {}
        }
        match Affinity::of(declared) {
            Affinity::Integer => Self::Integer,
            Affinity::Text => Self::Text,
            Affinity::Blob => Self::Blob,
            Affinity::Real => Self::Real,
            // Dates are numbers to one program and text to another.
            Affinity::Numeric => Self::Any,
        }
    }

    fn rust(self) -> &'static str {
        match self {
            Self::Integer => "i64",
            Self::Bool => "bool",
            Self::Real => "f64",
            Self::Text => "String",
            Self::Blob => "Vec<u8>",
            Self::Any => "rusqlite_schema::rusqlite::types::Value",
        }
    }

    /// The declared type that a column of this type has without `as`.
    fn plain(self) -> Option<&'static str> {
        match self {
            Self::Integer => Some("INTEGER"),
            Self::Real => Some("REAL"),
            Self::Text => Some("TEXT"),
            Self::Blob => Some("BLOB"),
            Self::Bool | Self::Any => None,
        }
    }

    /// The type in Rust, and the declared one where it doesn't follow from it.
    pub(super) fn written(self, declared: &str, nullable: bool) -> String {
        let rust = self.rust();
        let rust = if nullable {
            format!("Option<{rust}>")
        } else {
            rust.to_owned()
        };
        if self
            .plain()
            .is_some_and(|it| it.eq_ignore_ascii_case(declared))
        {
            return rust;
        }
        let upper = declared.to_ascii_uppercase();
        let word = WORDS.contains(&upper.as_str()) && is_identifier(declared);
        let declared = if word { upper } else { quoted(declared) };
        format!("{rust} as {declared}")
    }
}

#[cfg(test)]
mod tests {
    use super::Ty;

    #[test]
    fn types_say_what_does_not_follow() {
        let written = |declared, nullable| Ty::of(declared).written(declared, nullable);
        assert_eq!(written("integer", false), "i64");
        assert_eq!(
            written("VARCHAR(40)", true),
            "Option<String> as \"VARCHAR(40)\""
        );
        assert_eq!(written("BOOLEAN", false), "bool as \"BOOLEAN\"");
        let value = "rusqlite_schema::rusqlite::types::Value";
        assert_eq!(written("", true), format!("Option<{value}> as \"\""));
        assert_eq!(written("any", false), format!("{value} as ANY"));
        assert_eq!(
            written("DATETIME", false),
            format!("{value} as \"DATETIME\"")
        );
    }
}
