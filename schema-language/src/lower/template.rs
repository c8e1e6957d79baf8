//! Templates: which tables they stand for, and the names of each.

use syn::Ident;

use super::column::Line;
use crate::{
    report::Ctxt,
    suggest,
    syntax::{ClauseKind, ConstraintKind, Element, Part, Schema, Table, WrittenName},
};

/// What a table is written out for: the elements of its list, or once for itself.
///
/// `None` where that is not known.
pub(super) fn elements<'a>(
    cx: &mut Ctxt,
    schema: &'a Schema,
    table: &'a Table,
    lines: &[Line<'a>],
) -> Option<Vec<Option<&'a Element>>> {
    check_placeholders(cx, table, lines);
    let Some((placeholder, list)) = &table.template else {
        return without_list(cx, schema, &table.name);
    };
    if placeholders(&table.name).next().is_none() {
        cx.error(
            &table.name,
            format_args!(
                "every table of this template has the same name\n\
                 help: write `{{{placeholder}}}` in it"
            ),
        );
        return None;
    }
    let Some(found) = schema.lists.iter().find(|it| it.name == *list) else {
        unknown_list(cx, schema, list);
        return None;
    };
    Some(found.elements.iter().map(Some).collect())
}

/// A table without `for` stands for itself, unless its name says otherwise.
fn without_list<'a>(
    cx: &mut Ctxt,
    schema: &Schema,
    name: &WrittenName,
) -> Option<Vec<Option<&'a Element>>> {
    let Some(placeholder) = placeholders(name).next() else {
        return Some(vec![None]);
    };
    let list = schema.lists.first().map(|it| it.name.to_string());
    let list = list.as_deref().unwrap_or("LIST");
    cx.error(
        name,
        format_args!(
            "a template needs a list of names\n\
             help: write `for {placeholder} in {list}` behind its name"
        ),
    );
    None
}

fn unknown_list(cx: &mut Ctxt, schema: &Schema, list: &Ident) {
    if schema.incomplete {
        return;
    }
    let written = list.to_string();
    let names: Vec<String> = schema.lists.iter().map(|it| it.name.to_string()).collect();
    let help = match names.as_slice() {
        [] => format!("help: declare it: `const {written}: Name = [ … ];`"),
        names => suggest::help(&written, names.iter().map(String::as_str)),
    };
    cx.error(list, format_args!("no list `{written}`\n{help}"));
}

/// Reports every placeholder that the table's header does not declare.
fn check_placeholders(cx: &mut Ctxt, table: &Table, lines: &[Line<'_>]) {
    let declared = table.template.as_ref().map(|(placeholder, _)| placeholder);
    let in_header = placeholders(&table.name).filter(|_| declared.is_some());
    let elsewhere = names_within(table, lines).flat_map(placeholders);
    for placeholder in in_header.chain(elsewhere) {
        match declared {
            Some(declared) if declared == placeholder => {}
            Some(declared) => {
                cx.error(
                    placeholder,
                    format_args!(
                        "no placeholder `{placeholder}` in this template\n\
                         help: write `{{{declared}}}`"
                    ),
                );
            }
            // Without `for` the header has an error of its own, if it has a placeholder.
            None if placeholders(&table.name).next().is_some() => {}
            None => {
                cx.error(
                    placeholder,
                    "a placeholder stands in a template only\n\
                     help: write the name, or `for … in …` in the table's header",
                );
            }
        }
    }
}

/// The names in a table that may be templates, its own excepted.
fn names_within<'a>(table: &'a Table, lines: &[Line<'a>]) -> impl Iterator<Item = &'a WrittenName> {
    let clauses = lines.iter().flat_map(|line| &line.origin.line.clauses);
    let at_columns = clauses.filter_map(|clause| match &clause.kind {
        ClauseKind::References(to) => Some(&to.table),
        _ => None,
    });
    let on_lines = table
        .constraints
        .iter()
        .filter_map(|line| match &line.kind {
            ConstraintKind::ForeignKey(_, to) => Some(&to.table),
            _ => None,
        });
    let indexes = table.indexes.iter().map(|it| &it.name);
    at_columns.chain(on_lines).chain(indexes)
}

fn placeholders(name: &WrittenName) -> impl Iterator<Item = &Ident> {
    name.parts.iter().filter_map(|part| match part {
        Part::Placeholder(placeholder) => Some(placeholder),
        Part::Fixed(_) => None,
    })
}

/// The name for one element. A placeholder that nothing fills stays, for messages.
pub(super) fn written_out(name: &WrittenName, element: Option<&Element>) -> String {
    let part = |part: &Part| match (part, element) {
        (Part::Fixed(name), _) => name.text(),
        (Part::Placeholder(_), Some(element)) => element.name.text(),
        (Part::Placeholder(placeholder), None) => format!("{{{placeholder}}}"),
    };
    name.parts.iter().map(part).collect()
}
