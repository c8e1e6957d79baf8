//! The editions of seals: what they cover grows with the language.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use super::Seal;

/// What a seal covers. A declaration has another seal in each edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The first, written without its number: types in SQL, and not what values there are.
    First,
    /// The values that columns hold count, too.
    Second,
}

impl Edition {
    /// That of the seals that are written today.
    pub const CURRENT: Self = Self::Second;

    /// The number with which a seal begins.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// The editions, the current one last.
    pub(super) const ALL: [Self; 2] = [Self::First, Self::Second];

    /// Whether the domain of a column counts.
    pub(super) fn covers_domains(self) -> bool {
        self == Self::Second
    }
}

/// A seal as it is written down, in a declaration or in a journal: `"2:17c6be9000a5b1d2"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it covers.
    pub edition: Edition,
    /// The fingerprint.
    pub seal: Seal,
}

/// Why a text is no seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotASeal {
    /// It has another form.
    Form,
    /// It has the form of an edition that isn't known here.
    UnknownEdition,
}

impl Display for Written {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { edition, seal } = self;
        match edition {
            Edition::First => write!(f, "{seal}"),
            Edition::Second => write!(f, "{}:{seal}", edition.number()),
        }
    }
}

impl FromStr for Written {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, NotASeal> {
        let Some((number, digits)) = text.split_once(':') else {
            let seal = text.parse()?;
            let edition = Edition::First;
            return Ok(Self { edition, seal });
        };
        let seal: Seal = digits.parse()?;
        let known = |it: &Edition| *it != Edition::First && it.number().to_string() == number;
        if let Some(edition) = Edition::ALL.into_iter().find(known) {
            return Ok(Self { edition, seal });
        }
        let is_number = number.bytes().all(|it| it.is_ascii_digit()) && !number.starts_with('0');
        let is_later = is_number && !number.is_empty() && number != "1";
        Err(if is_later {
            NotASeal::UnknownEdition
        } else {
            NotASeal::Form
        })
    }
}

/// Whether two seals of one version, as they are written, are of two declarations. Seals of two
/// editions say nothing of each other; a text that is no seal is of no declaration.
#[must_use]
pub fn disagree(one: &str, other: &str) -> bool {
    use NotASeal::{Form, UnknownEdition};
    match (one.parse::<Written>(), other.parse::<Written>()) {
        (Ok(one), Ok(other)) => one.edition == other.edition && one != other,
        (Err(Form), _) | (_, Err(Form)) => true,
        (Err(UnknownEdition), _) | (_, Err(UnknownEdition)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_begins_with_the_number_of_its_edition() {
        let written: Written = "2:00c0ffee0123abcd".parse().unwrap();
        assert_eq!(written.edition, Edition::Second);
        assert_eq!(written.to_string(), "2:00c0ffee0123abcd");
        let first: Written = "00c0ffee0123abcd".parse().unwrap();
        assert_eq!(first.edition, Edition::First);
        assert_eq!(first.to_string(), "00c0ffee0123abcd");
        let unknown = "3:00c0ffee0123abcd".parse::<Written>();
        assert_eq!(unknown, Err(NotASeal::UnknownEdition));
        for text in [
            "1:00c0ffee0123abcd",
            ":00c0ffee0123abcd",
            "2:00c0ffee",
            "x:00c0ffee0123abcd",
        ] {
            assert_eq!(text.parse::<Written>(), Err(NotASeal::Form), "{text}");
        }
    }

    #[test]
    fn seals_of_two_editions_say_nothing_of_each_other() {
        assert!(disagree("00c0ffee0123abcd", "00c0ffee0123abce"));
        assert!(disagree("2:00c0ffee0123abcd", "2:00c0ffee0123abce"));
        assert!(!disagree("2:00c0ffee0123abcd", "00c0ffee0123abce"));
        assert!(!disagree("2:00c0ffee0123abcd", "2:00C0FFEE0123ABCD"));
        assert!(!disagree("2:00c0ffee0123abcd", "3:00c0ffee0123abce"));
        assert!(disagree("2:00c0ffee0123abcd", "of another program"));
    }
}
