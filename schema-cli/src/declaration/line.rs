//! A line of a table.

use super::gap::{Gap, comments};

/// A line of a table, and what it could not say.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) gaps: Vec<Gap>,
}

/// A line below what it could not say.
pub(super) fn written(line: &Line) -> String {
    let above = comments(&line.gaps);
    let parts = [above.as_str(), line.text.as_str()];
    let parts = parts.into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}
