//! What SQLite makes of a declared type.

/// The affinity of a column, after <https://sqlite.org/datatype3.html#determination_of_column_affinity>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affinity {
    /// Whole numbers, and what reads as one.
    Integer,
    /// Text, and numbers as text.
    Text,
    /// Values as they are.
    Blob,
    /// Floating point.
    Real,
    /// Numbers where values read as numbers.
    Numeric,
}

impl Affinity {
    /// The affinity that a declared type gives.
    #[must_use]
    pub fn of(declared: &str) -> Self {
        let upper = declared.to_ascii_uppercase();
        let has = |parts: &[&str]| parts.iter().any(|it| upper.contains(it));
        if has(&["INT"]) {
            Self::Integer
        } else if has(&["CHAR", "CLOB", "TEXT"]) {
            Self::Text
        } else if upper.is_empty() || has(&["BLOB"]) {
            Self::Blob
        } else if has(&["REAL", "FLOA", "DOUB"]) {
            Self::Real
        } else {
            Self::Numeric
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affinities_are_those_of_sqlite() {
        let pairs = [
            ("INTEGER", Affinity::Integer),
            ("CHARINT", Affinity::Integer),
            ("VARCHAR(40)", Affinity::Text),
            ("", Affinity::Blob),
            ("DOUBLE PRECISION", Affinity::Real),
            ("DATETIME", Affinity::Numeric),
            ("ANY", Affinity::Numeric),
        ];
        for (declared, affinity) in pairs {
            assert_eq!(Affinity::of(declared), affinity, "{declared}");
        }
    }
}
