//! What is not built yet.

use crate::{lower::Lowered, report::Ctxt, syntax::ActionKind};

// Some of the language has its place in the grammar but nothing behind it yet:
//
//     version 4 { run consolidate_agents; }
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
        let actions = version.actions.iter();
        for action in actions.filter(|it| matches!(it.kind, ActionKind::Run(_))) {
            cx.error(
                &action.tokens,
                "data steps in Rust are not supported yet\nhelp: write the step as `sql \"…\";`",
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
