//! What the language has no words for.

use std::fmt::{self, Display, Formatter};

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
