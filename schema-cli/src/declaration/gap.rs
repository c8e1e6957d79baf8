//! What the language has no words for.

use std::fmt::{self, Display, Formatter};

use schema_core::plan::RESERVED_PREFIX;

/// Something that was found and is not in the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// What it is, with its name.
    pub(super) what: String,
    /// Why it is missing.
    pub(super) why: String,
}

impl Display for Gap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

/// Gaps as comments, where they would have stood.
pub(super) fn comments<'a>(gaps: impl IntoIterator<Item = &'a Gap>) -> String {
    let comments = gaps.into_iter().map(|gap| {
        let words: Vec<String> = gap.to_string().lines().map(str::to_owned).collect();
        format!("// NOT DECLARED: {}", words.join(" "))
    });
    comments.collect::<Vec<_>>().join("\n")
}

/// Names that a declaration can't have.
pub(super) fn reserved(what: &str, name: &str) -> Option<Gap> {
    let begins = name
        .get(..RESERVED_PREFIX.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(RESERVED_PREFIX));
    let why = if begins {
        format!("names that begin with `{RESERVED_PREFIX}` are used while a table is rebuilt")
    } else if name.trim().is_empty() {
        "it has no name that could be written".to_owned()
    } else {
        return None;
    };
    let what = format!("{what} `{name}`");
    Some(Gap { what, why })
}
