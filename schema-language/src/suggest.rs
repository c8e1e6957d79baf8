//! Suggestions: only from what is in scope, and only when close.

/// The candidate that was probably meant: at most a third of the letters differ.
pub(crate) fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    closest_within(written, candidates, written.chars().count().div_ceil(3))
}

/// The nearest candidate, if it is at most `allowed` edits away. Case makes no difference; of two
/// that are equally near the one with the same first letter is meant.
pub(crate) fn closest_within<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    allowed: usize,
) -> Option<&'a str> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|it| (distance(&written, &it.to_lowercase()), it))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, it)| (*distance, it.chars().next() != written.chars().next()))
        .map(|(_, it)| it)
}

/// The `help:` line for a name that is not among `candidates`.
pub(crate) fn help<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match (
        closest(written, candidates.iter().copied()),
        candidates.as_slice(),
    ) {
        (Some(name), _) => format!("help: did you mean `{name}`?"),
        (None, []) => "note: there is none".to_owned(),
        (None, [only]) => format!("help: write `{only}`"),
        (None, all) => format!("help: write one of `{}`", all.join("`, `")),
    }
}

/// Edits from one word to the other; two letters in the wrong order are one edit.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    let mut last = None;
    for (row, letter) in from.chars().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(&above, column) + usize::from(letter != *other);
            let inserted_or_removed = at(&line, column).min(at(&above, column + 1)) + 1;
            let mut best = changed.min(inserted_or_removed);
            let swapped = column > 0 && last == Some(*other) && to.get(column - 1) == Some(&letter);
            if swapped && letter != *other {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut above, line);
        last = Some(letter);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{closest, closest_within, distance, help};

    #[test]
    fn counts_edits() {
        assert_eq!(distance("", ""), 0);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("titel", "title"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("slug", "slug"), 0);
    }

    #[test]
    fn suggests_only_what_is_close() {
        assert_eq!(closest("tabel", ["view", "table"]), Some("table"));
        assert_eq!(closest("UNIQUE", ["unique"]), Some("unique"));
        assert_eq!(closest("dsc", ["asc", "desc"]), Some("desc"));
        assert_eq!(closest("enum", ["seed", "view"]), None);
        assert_eq!(closest_within("Rc<u8>", ["Vec<u8>"], 1), None);
    }

    #[test]
    fn lists_what_is_allowed_where_nothing_is_close() {
        assert_eq!(help("titel", ["title"]), "help: did you mean `title`?");
        assert_eq!(
            help("x", ["slug", "name"]),
            "help: write one of `slug`, `name`"
        );
        assert_eq!(help("x", ["name"]), "help: write `name`");
    }
}
