//! What is not built yet.

use crate::{lower::Lowered, report::Ctxt};

// Some of the language has its place in the grammar but nothing behind it yet:
//
//     version 4 breaking;
pub(super) fn check_supported(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for version in &lowered.versions {
        if let Some(word) = &version.compatibility {
            cx.error(
                word,
                format_args!(
                    "`{word}` is not supported yet\nhelp: remove it; programs of older versions refuse the file"
                ),
            );
        }
    }
    if let Some(journal) = &lowered.syntax.journal {
        cx.error(
            journal,
            "`journal` is not supported yet\nhelp: remove it; the version stands in the file's header",
        );
    }
}
