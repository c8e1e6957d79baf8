//! What SQLite makes of a value when the declared type of its column changes.

use schema_core::sql::Affinity;

use super::literal::Holds;

/// A column's type at one version.
#[derive(Clone, Debug)]
pub(super) struct Stored<'a> {
    /// The declared type.
    pub(super) declared: &'a str,
    pub(super) holds: Holds,
    /// Whether the table is strict.
    pub(super) strict: bool,
}

impl Stored<'_> {
    fn is_any(&self) -> bool {
        self.strict && self.declared.eq_ignore_ascii_case("ANY")
    }

    /// Whether a value of `self` may be another one, or none that can be read, once it is in `new`.
    ///
    /// Text that looks like a number becomes one under any numeric affinity, so that `007` is 7. A
    /// REAL as text has fifteen digits, and a large INTEGER as REAL too.
    pub(super) fn is_narrowed_by(&self, new: &Stored<'_>) -> bool {
        use Affinity::{Blob, Integer, Numeric, Real, Text};
        if self.declared.eq_ignore_ascii_case(new.declared) || new.is_any() {
            return false;
        }
        let (from, to) = (Affinity::of(self.declared), Affinity::of(new.declared));
        match (from, to) {
            (_, to) if self.is_any() && to != Blob => true,
            (Integer, Integer | Text | Numeric)
            | (Real, Real | Numeric)
            | (Text, Text)
            | (Blob, Blob)
            | (Numeric, Numeric) => false,
            (_, Blob) => new.strict || new.holds == Holds::Blob,
            _ => true,
        }
    }

    fn is_said_numeric(&self) -> bool {
        let words = ["NUMERIC", "ANY"];
        words
            .iter()
            .any(|it| self.declared.eq_ignore_ascii_case(it))
    }

    /// What the column does to values that its Rust type writes, if that can't read them then, and the
    /// type to declare instead.
    pub(super) fn refusal(&self) -> Option<(&'static str, &'static str)> {
        use Affinity::{Blob, Integer, Numeric, Real, Text};
        const REFUSES: &str = "takes nothing else in a strict table";
        const AS_TEXT: &str = "turns numbers into text";
        const AS_NUMBER: &str = "turns text that looks like a number into one, so that 007 is 7";
        const AS_REAL: &str = "turns whole numbers into floating point";
        let word = match self.holds {
            Holds::Integer(..) | Holds::Bool => "INTEGER",
            Holds::Real => "REAL",
            Holds::Text => "TEXT",
            Holds::Blob => "BLOB",
            Holds::Own(_) | Holds::Unknown => return None,
        };
        if self.strict {
            let declared = self.declared.to_ascii_uppercase();
            let is_known = ["INT", "INTEGER", "REAL", "TEXT", "BLOB"].contains(&declared.as_str());
            let same = Affinity::of(self.declared) == Affinity::of(word);
            return (is_known && !same).then_some((REFUSES, word));
        }
        let why = match (&self.holds, Affinity::of(self.declared)) {
            (Holds::Integer(..) | Holds::Bool | Holds::Real, Text) => AS_TEXT,
            (Holds::Integer(..) | Holds::Bool, Real) => AS_REAL,
            // Other names of numeric types are those of files that exist, mostly for dates.
            (Holds::Text, Numeric) if !self.is_said_numeric() => return None,
            (Holds::Text, Integer | Real | Numeric) => AS_NUMBER,
            (Holds::Integer(..) | Holds::Bool, Integer | Numeric | Blob)
            | (Holds::Real, Integer | Real | Numeric | Blob)
            | (Holds::Text, Text | Blob)
            | (Holds::Blob | Holds::Own(_) | Holds::Unknown, _) => return None,
        };
        Some((why, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_keeps_every_value_is_no_narrowing() {
        let stored = |declared, strict| Stored {
            declared,
            holds: Holds::Unknown,
            strict,
        };
        let narrowed = |from, to, strict| stored(from, strict).is_narrowed_by(&stored(to, strict));
        for (from, to) in [
            ("INTEGER", "TEXT"),
            ("INTEGER", "NUMERIC"),
            ("REAL", "NUMERIC"),
            ("VARCHAR(40)", "TEXT"),
            ("TEXT", "BLOB"),
        ] {
            assert!(!narrowed(from, to, false), "{from} to {to}");
        }
        for (from, to) in [
            ("TEXT", "INTEGER"),
            ("REAL", "INTEGER"),
            ("REAL", "TEXT"),
            ("INTEGER", "REAL"),
            ("TEXT", "ANY"),
            ("BLOB", "TEXT"),
            ("NUMERIC", "INTEGER"),
        ] {
            assert!(narrowed(from, to, false), "{from} to {to}");
        }
        assert!(!narrowed("TEXT", "ANY", true));
        assert!(narrowed("ANY", "TEXT", true));
        assert!(!stored("ANY", true).is_narrowed_by(&stored("BLOB", false)));
        assert!(narrowed("TEXT", "BLOB", true));
    }
}
