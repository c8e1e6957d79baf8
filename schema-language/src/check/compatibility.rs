//! What a version says of programs older than itself.

use super::branches::changes_something;
use crate::{lower::Lowered, report::Ctxt};

// Nothing is older than the first version, so it has no say about older programs:
//
//     version 1 compatible;
pub(super) fn check_compatibility_in_first_version(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let first = lowered.versions.first();
    if let Some(word) = first.and_then(|it| it.compatibility.as_ref()) {
        cx.error(
            word,
            format_args!("no program is older than the first version\nhelp: remove `{word}`"),
        );
    }
}

// Older programs learn from the journal whether they can work with a file, so there has to be one:
//
//     version 2 compatible;
pub(super) fn check_compatibility_without_journal(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if lowered.syntax.journal.is_some() || lowered.incomplete {
        return;
    }
    // A version that changes nothing says so by this word.
    let versions = lowered.versions.iter().skip(1);
    let mut versions = versions.filter(|it| changes_something(lowered, it));
    if let Some(word) = versions.find_map(|it| it.compatibility.as_ref()) {
        cx.error(
            word,
            format_args!(
                "without a journal no older program learns of `{word}`, and all of them refuse the file\n\
                 help: write `journal schema_history;` beside the history, or remove `{word}`"
            ),
        );
    }
}
