//! Which errors of the compiler ask for a seal.
//!
//! This is the one place that knows the words of `schema-language/src/check/seals.rs`. What isn't
//! said exactly so is no request: a wrong seal gets another error, with a seal in it as well.

use super::check::{Message, Span};

/// A seal that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) version: i64,
    pub(super) seal: String,
    pub(super) place: Place,
}

/// Where a seal goes, relative to the place of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind `version 1`.
    Behind,
    /// In the place of `""`.
    Empty,
    /// In the place of a seal of an earlier edition.
    Older,
}

impl Asked {
    /// Reads an error, and gives the place that it is about.
    pub(super) fn of(message: &Message, release: bool) -> Option<(Self, &Span)> {
        let mut spans = message.spans.iter().filter(|it| it.is_primary);
        let span = spans.next()?;
        Some((Self::said(&message.message, release)?, span))
    }

    fn said(message: &str, release: bool) -> Option<Self> {
        let mut lines = message.lines().map(str::trim);
        let (fact, help) = (lines.next()?, lines.next()?);
        if lines.next().is_some() {
            return None;
        }
        let older = "help: write this one instead: `";
        let (place, line) = if let Some(line) = help.strip_prefix(older) {
            (Place::Older, line)
        } else {
            (place(fact, release)?, help.strip_prefix("help: write `")?)
        };
        let (version, rest) = line.strip_prefix("version ")?.split_once(" sealed \"")?;
        let (seal, _) = rest.split_once('"')?;
        let is_seal =
            !seal.is_empty() && seal.chars().all(|it| it.is_ascii_hexdigit() || it == ':');
        let version = version.parse().ok().filter(|_| is_seal)?;
        // The fact is about the version that the help is about.
        let is_told = place != Place::Behind || fact.starts_with(&format!("version {version} "));
        let seal = seal.to_owned();
        is_told.then_some(Self {
            version,
            seal,
            place,
        })
    }
}

/// Where the seal goes that is missing; the newest version gets one only for a release.
fn place(fact: &str, release: bool) -> Option<Place> {
    let unsealed = fact
        .strip_prefix("version ")
        .and_then(|it| it.split_once(' '));
    let unsealed = unsealed.map(|(_, rest)| rest);
    match unsealed {
        Some("is not sealed, and is to be released") if release => Some(Place::Behind),
        Some(rest) if rest.starts_with("is not sealed, and version ") => Some(Place::Behind),
        _ if fact.starts_with("the seal of the newest version is empty: ") && release => {
            Some(Place::Empty)
        }
        _ if fact.starts_with("the seal is empty: ") => Some(Place::Empty),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Asked, Place};

    #[test]
    fn requests_are_read() {
        let unsealed = "version 1 is not sealed, and version 2 follows it\nhelp: write `version 1 sealed \"2:13e23582533e6955\" compatible { … }`";
        let empty = "the seal is empty: it has an edition, a colon and sixteen hexadecimal digits\n       help: write `version 1 sealed \"2:13e23582533e6955\"`";
        let older = "this seal is right, but of an edition that doesn't cover what values columns hold\nhelp: write this one instead: `version 1 sealed \"2:dda2c0839a451cd2\"`";
        let places = [unsealed, empty, older].map(|it| Asked::said(it, false).unwrap().place);
        assert_eq!(places, [Place::Behind, Place::Empty, Place::Older]);
        assert_eq!(
            Asked::said(older, false).unwrap().seal,
            "2:dda2c0839a451cd2"
        );
    }

    #[test]
    fn the_newest_is_sealed_for_a_release_only() {
        let newest = "version 2 is not sealed, and is to be released\nhelp: write `version 2 sealed \"2:13e23582533e6955\";`";
        let empty = "the seal of the newest version is empty: it has an edition, a colon and sixteen hexadecimal digits\nhelp: write `version 2 sealed \"2:13e23582533e6955\"`";
        for message in [newest, empty] {
            assert_eq!(Asked::said(message, false), None);
            assert!(Asked::said(message, true).is_some());
        }
    }

    #[test]
    fn a_wrong_seal_is_no_request() {
        for message in [
            "column `book.title` had another name when version 1 was sealed\nhelp: if version 1 was released, write `rename`\nhelp: if it was not, write `version 1 sealed \"2:13e23582533e6955\"`",
            "`00c0ffee` is not a seal: it has an edition, a colon and sixteen hexadecimal digits\nhelp: write `version 1 sealed \"2:13e23582533e6955\"`",
            "version 2 has the seal of version 1\nhelp: write `version 2 sealed \"2:13e23582533e6955\"`",
            "version 2 is not sealed, and version 3 follows it\nhelp: write `version 1 sealed \"2:13e23582533e6955\"`",
        ] {
            assert_eq!(Asked::said(message, true), None, "{message}");
        }
    }
}
