//! Values, the types of columns, and what a `from` makes of a value, computed without SQLite.

/// A value as SQLite stores it.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    /// As a literal of SQL, which is a literal of a declaration for all that may be a default or a seed.
    pub fn sql(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Int(it) => it.to_string(),
            Self::Real(it) => format!("{it:?}"),
            Self::Text(it) => format!("'{}'", it.replace('\'', "''")),
            Self::Blob(it) => {
                let digits: String = it.iter().map(|it| format!("{it:02x}")).collect();
                format!("x'{digits}'")
            }
        }
    }

    /// As a literal of a declaration, for a column of this type.
    pub fn rust(&self, ty: Type) -> String {
        match self {
            Self::Null => "None".to_owned(),
            Self::Int(it) if ty == Type::Bool => (*it == 1).to_string(),
            Self::Text(it) => format!("{it:?}"),
            other => other.sql(),
        }
    }
}

/// The type of a column, by its name in a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    I64,
    I32,
    I16,
    I8,
    U32,
    U16,
    U8,
    Bool,
    F64,
    Text,
    Blob,
    /// An element of the schema's list.
    State,
}

/// The elements of the list, in every version.
pub const STATES: [&str; 3] = ["open", "sent", "paid"];

impl Type {
    pub const INTEGERS: [Self; 8] = [
        Self::I64,
        Self::I32,
        Self::I16,
        Self::I8,
        Self::U32,
        Self::U16,
        Self::U8,
        Self::Bool,
    ];

    pub fn rust(self) -> &'static str {
        match self {
            Self::I64 => "i64",
            Self::I32 => "i32",
            Self::I16 => "i16",
            Self::I8 => "i8",
            Self::U32 => "u32",
            Self::U16 => "u16",
            Self::U8 => "u8",
            Self::Bool => "bool",
            Self::F64 => "f64",
            Self::Text => "String",
            Self::Blob => "Vec<u8>",
            Self::State => "State",
        }
    }

    pub fn sql(self) -> &'static str {
        match self {
            Self::F64 => "REAL",
            Self::Text | Self::State => "TEXT",
            Self::Blob => "BLOB",
            _ => "INTEGER",
        }
    }

    pub fn is_integer(self) -> bool {
        self.sql() == "INTEGER"
    }

    pub fn range(self) -> (i64, i64) {
        match self {
            Self::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Self::I16 => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Self::I8 => (i64::from(i8::MIN), i64::from(i8::MAX)),
            Self::U32 => (0, i64::from(u32::MAX)),
            Self::U16 => (0, i64::from(u16::MAX)),
            Self::U8 => (0, i64::from(u8::MAX)),
            Self::Bool => (0, 1),
            _ => (-1_000_000_000_000, 1_000_000_000_000),
        }
    }

    /// Whether a value can be read as this type.
    pub fn decodes(self, value: &Value) -> bool {
        match (self, value) {
            (Self::F64, Value::Real(_)) | (Self::Text, Value::Text(_)) => true,
            (Self::Blob, Value::Blob(_)) => true,
            (Self::State, Value::Text(it)) => STATES.contains(&it.as_str()),
            (Self::I64, Value::Int(_)) => true,
            (ty, Value::Int(it)) if ty.is_integer() => (ty.range().0..=ty.range().1).contains(it),
            _ => false,
        }
    }
}

/// What a `from` makes of the source's value, which is written as `{}`.
#[derive(Clone, Debug)]
pub enum Expr {
    Same,
    PlusOne,
    Abs,
    Length,
    TextOf,
    Half,
    Mod(i64),
    Positive,
    NullIfZero,
    Concat(&'static str),
}

impl Expr {
    pub fn sql(&self, source: &str) -> String {
        match self {
            Self::Same => source.to_owned(),
            Self::PlusOne => format!("{source} + 1"),
            Self::Abs => format!("abs({source})"),
            Self::Length => format!("length({source})"),
            Self::TextOf => format!("'n' || {source}"),
            Self::Half => format!("{source} * 0.5"),
            Self::Mod(by) => format!("abs({source}) % {by}"),
            Self::Positive => format!("{source} > 0"),
            Self::NullIfZero => format!("nullif({source}, 0)"),
            Self::Concat(more) => format!("{source} || '{more}'"),
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "SQLite loses it as well")]
    pub fn of(&self, source: &Value) -> Value {
        match (self, source) {
            (_, Value::Null) => Value::Null,
            (Self::PlusOne, Value::Int(it)) => Value::Int(it + 1),
            (Self::Abs, Value::Int(it)) => Value::Int(it.abs()),
            (Self::Length, Value::Text(it)) => Value::Int(it.chars().count() as i64),
            (Self::TextOf, Value::Int(it)) => Value::Text(format!("n{it}")),
            (Self::Half, Value::Int(it)) => Value::Real(*it as f64 * 0.5),
            (Self::Mod(by), Value::Int(it)) => Value::Int(it.abs() % by),
            (Self::Positive, Value::Int(it)) => Value::Int(i64::from(*it > 0)),
            (Self::NullIfZero, Value::Int(0)) => Value::Null,
            (Self::Concat(more), Value::Text(it)) => Value::Text(format!("{it}{more}")),
            (Self::Same | Self::NullIfZero, it) => it.clone(),
            other => panic!("the generator's own mistake: {other:?}"),
        }
    }
}

/// Numbers that look random, the same ones for a seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// A value that this type can hold, and that a check for at least `least` lets in.
    pub fn value(&mut self, ty: Type, least: Option<i64>) -> Value {
        match ty {
            Type::F64 => Value::Real(self.below(2000) as f64 * 0.5 - 300.0),
            Type::Text => {
                const WORDS: [&str; 7] = ["", "Emma", "it's", "tea and milk", "größe", "a\"b", "X"];
                let word = self.pick(&WORDS).unwrap();
                Value::Text(format!("{word}{}", ["", " tea", "7"][self.below(3)]))
            }
            Type::Blob => Value::Blob((0..self.below(4)).map(|it| it as u8 * 77).collect()),
            Type::State => Value::Text(STATES[self.below(3)].to_owned()),
            _ => {
                let (low, high) = ty.range();
                let low = least.map_or(low, |it| it.max(low));
                Value::Int(match self.below(6) {
                    0 => low,
                    1 => high,
                    2 => 0.max(low),
                    _ => low.max(-20) + (self.below(50) as i64).min(high - low.max(-20)),
                })
            }
        }
    }
}
