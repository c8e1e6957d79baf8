//! What the schema says of its file.

use crate::{lower::Lowered, report::Ctxt};

// The file has a name:
//
//     pub schema books in "" { … }
pub(super) fn check_file_name(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if let Some(file) = &lowered.syntax.file
        && file.value().trim().is_empty()
    {
        cx.error(
            file,
            "the file has no name\nhelp: write one, such as `\"books.db\"`",
        );
    }
}

// An application's mark is one that other files don't have:
//
//     application_id 0;
pub(super) fn check_application_id(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if lowered.model.application_id == Some(0) {
        cx.error(
            &lowered.syntax.application_id,
            "0 is the mark of a file without one\nhelp: write four bytes, such as `0x57415645`",
        );
    }
}
