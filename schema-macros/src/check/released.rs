//! What was released, and what is not built yet.

use schema_runtime::seal::seal;

use super::scene::Scene;
use crate::{lower::Lowered, report::Ctxt};

// A sealed version declares what it declared when it was released:
//
//     version 1 sealed "00000000";
pub(super) fn check_seal(cx: &mut Ctxt, scene: &Scene<'_>) {
    let lowered = scene.lowered;
    if lowered.incomplete || lowered.tables.iter().any(|it| it.incomplete) {
        return;
    }
    for (version, syntax) in lowered.model.versions.iter().zip(&lowered.versions) {
        let (Some(written), Some(is)) = (
            &syntax.seal,
            seal(&lowered.model, scene.timeline, version.number),
        ) else {
            continue;
        };
        if written.value() != is {
            let number = version.number;
            cx.error(
                written,
                format_args!(
                    "version {number} does not declare what this seal was made for\n\
                     help: if it was released, undo the change and make it as a new version\n\
                     help: if it was not, write `sealed \"{is}\"`"
                ),
            );
        }
    }
}

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
