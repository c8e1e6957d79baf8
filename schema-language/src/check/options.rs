//! What the schema says of its file, and what it says to nobody.

use syn::Attribute;

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
    let Some(written) = &lowered.syntax.application_id else {
        return;
    };
    let mark = lowered.model.application_id.as_ref();
    if mark.is_some_and(|it| it.item == 0) {
        cx.error(
            &written.mark,
            "0 is the mark of a file without one\nhelp: write four bytes, such as `0x57415645`",
        );
    }
}

// What is marked stays marked:
//
//     application_id 0x57415645 until 3;
pub(super) fn check_application_id_until(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let written = lowered.syntax.application_id.as_ref();
    if let Some(until) = written.and_then(|it| it.lifetime.until.as_ref()) {
        cx.error(
            until,
            format_args!(
                "a file that has been marked stays marked\n\
                 note: by its mark, older programs know it as theirs\n\
                 help: remove `until {until}`"
            ),
        );
    }
}

// Only what becomes Rust can have an attribute, other than documentation:
//
//     #[derive(Debug)]
//     view titles "SELECT title FROM book";
pub(super) fn check_attribute_has_effect(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let syntax = lowered.syntax;
    let indexes = syntax.tables.iter().flat_map(|it| &it.indexes);
    let indexes = indexes.map(|it| ("an index", &it.attributes));
    let fragments = syntax.fragments.iter();
    let fragments = fragments.map(|it| ("a fragment", &it.attributes));
    let views = syntax.views.iter().map(|it| ("a view", &it.attributes));
    let triggers = syntax.triggers.iter();
    let triggers = triggers.map(|it| ("a trigger", &it.attributes));
    let virtual_tables = syntax.virtual_tables.iter();
    let virtual_tables = virtual_tables.map(|it| ("a virtual table", &it.attributes));
    let seeds = syntax.seeds.iter().map(|it| ("a seed", &it.attributes));
    let tables = indexes.chain(fragments).chain(virtual_tables);
    for (what, attributes) in tables.chain(views).chain(triggers).chain(seeds) {
        let is_doc = |it: &&Attribute| it.path().is_ident("doc");
        for attribute in attributes.iter().filter(|it| !is_doc(it)) {
            cx.error(
                attribute,
                format_args!("an attribute has no effect on {what}\nhelp: remove it"),
            );
        }
    }
}
