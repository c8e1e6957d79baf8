//! The values that a column holds.

use super::{List, Lived, Text};
use crate::sql::Literal;

/// A storage class of SQLite other than NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Whole numbers.
    Integer,
    /// Floating point; a type that reads it reads whole numbers, too.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Blob,
}

impl Storage {
    /// What SQLite's `typeof` says of values that a type of this class reads.
    #[must_use]
    pub fn types(self) -> &'static [&'static str] {
        match self {
            Self::Integer => &["integer"],
            Self::Real => &["real", "integer"],
            Self::Text => &["text"],
            Self::Blob => &["blob"],
        }
    }
}

/// The values that a column holds, where they are fewer than SQLite would let it have.
///
/// `i64`, floats, texts, blobs and types of the user's own have none: what they read is the program's
/// business.
///
/// ```
/// use schema_core::model::Domain;
///
/// let small = Domain::Integer { least: 0, most: 255 };
/// assert!(small.has_all_of(Some(&Domain::Bool)));
/// assert!(!Domain::Bool.has_all_of(Some(&small)));
/// assert!(!small.has_all_of(None));
/// assert_eq!(small.condition("pages"), "pages BETWEEN 0 AND 255");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// `bool`: 0 and 1.
    Bool,
    /// Whole numbers from one to the other.
    Integer {
        /// The first of them.
        least: i64,
        /// The last of them.
        most: i64,
    },
    /// The elements of a list; in a shape, those of its version.
    Elements(List<Lived<Text>>),
}

impl Domain {
    /// Whether every value of another domain is one of this, too. `None` is every value there is.
    #[must_use]
    pub fn has_all_of(&self, other: Option<&Self>) -> bool {
        match (self, other) {
            (Self::Elements(own), Some(Self::Elements(others))) => others
                .iter()
                .all(|it| own.iter().any(|own| own.item == it.item)),
            (own, other) => match (own.range(), other.and_then(Self::range)) {
                (Some((least, most)), Some((from, to))) => least <= from && to <= most,
                _ => false,
            },
        }
    }

    /// The least and the greatest number; `None` for a list.
    #[must_use]
    pub fn range(&self) -> Option<(i64, i64)> {
        match self {
            Self::Bool => Some((0, 1)),
            Self::Integer { least, most } => Some((*least, *most)),
            Self::Elements(_) => None,
        }
    }

    /// Whether text is one of the elements; no number is a text.
    #[must_use]
    pub fn has_text(&self, text: &str) -> bool {
        match self {
            Self::Elements(elements) => elements.iter().any(|it| it.item == text),
            Self::Bool | Self::Integer { .. } => false,
        }
    }

    /// Whether a number is one of the values; no element is a number.
    #[must_use]
    pub fn has_number(&self, number: i64) -> bool {
        let range = self.range();
        range.is_some_and(|(least, most)| (least..=most).contains(&number))
    }

    /// The SQL condition that a term, such as a column, has a value of the domain.
    #[must_use]
    pub fn condition(&self, term: &str) -> String {
        match self {
            Self::Bool => format!("{term} IN (0, 1)"),
            Self::Integer { least, most } => format!("{term} BETWEEN {least} AND {most}"),
            Self::Elements(elements) => {
                let elements: Vec<String> = elements
                    .iter()
                    .map(|it| Literal(&it.item).to_string())
                    .collect();
                format!("{term} IN ({})", elements.join(", "))
            }
        }
    }

    /// The domain as one version has it.
    #[must_use]
    pub fn at(&self, version: i64) -> Self {
        match self {
            Self::Elements(elements) => {
                let elements = elements.iter().filter(|it| it.lifetime.contains(version));
                Self::Elements(elements.cloned().collect())
            }
            other => other.clone(),
        }
    }

    /// The elements with their lifetimes; none of a domain that is always the same.
    #[must_use]
    pub fn elements(&self) -> &[Lived<Text>] {
        match self {
            Self::Elements(elements) => elements,
            Self::Bool | Self::Integer { .. } => &[],
        }
    }
}
