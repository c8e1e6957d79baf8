//! What stands in a schema: which item comes next, and the small ones.

use syn::{Attribute, Ident, Visibility, parse::ParseStream};

use super::{
    ahead::{at_item, at_line},
    column, history,
    lifetime::{lifetimes, twice},
    line, list, object,
    recover::{attributes, comma_separated, documentation_only, semicolon},
    seed, table, trigger,
    words::{braces, choose, identifier, name, number, visibility},
};
use crate::{
    report::Ctxt,
    syntax::{ApplicationId, Fragment, Schema},
};

const ITEMS: &[&str] = &[
    "table",
    "history",
    "const",
    "fragment",
    "view",
    "trigger",
    "virtual table",
    "seed",
    "extern",
    "application_id",
    "journal",
];

/// Reads one item into the schema.
pub(super) fn item(cx: &mut Ctxt, input: ParseStream<'_>, schema: &mut Schema) -> syn::Result<()> {
    let attributes = attributes(cx, input);
    let visibility = visibility(cx, input);
    let (word, written) = choose(cx, input, "item", ITEMS)?;
    if word == "const" {
        let list = list::list(cx, input, attributes, visibility, &mut schema.incomplete)?;
        schema.lists.push(list);
        return Ok(());
    }
    if !matches!(visibility, Visibility::Inherited) {
        cx.error(
            &visibility,
            format_args!("a visibility has no effect on `{word}`\nhelp: remove it"),
        );
    }
    match word {
        "history" | "extern" | "application_id" | "journal" => {
            documentation_only(cx, &attributes, &format!("`{word}`"));
            unattributed(cx, input, schema, word, written)
        }
        _ => attributed(cx, input, schema, (word, written, attributes)),
    }
}

/// The items that keep no attributes.
fn unattributed(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    schema: &mut Schema,
    word: &str,
    written: Ident,
) -> syn::Result<()> {
    match word {
        "history" => return history::history(cx, input, schema, written),
        "extern" => schema.externs.push(object::external(cx, input)?),
        "application_id" => {
            let mark = number(cx, input, "a number, such as `application_id 0x57415645;`")?;
            let lifetime = lifetimes(cx, input)?;
            match &schema.application_id {
                Some(first) => twice(cx, &mark, word, &first.mark),
                None => schema.application_id = Some(ApplicationId { mark, lifetime }),
            }
        }
        _ => {
            let table = name(input, "a table, such as `journal schema_history;`")?;
            match &schema.journal {
                Some(first) => twice(cx, &table, word, first),
                None => schema.journal = Some(table),
            }
        }
    }
    semicolon(cx, input, at_item);
    Ok(())
}

/// The items that keep their attributes.
fn attributed(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    schema: &mut Schema,
    (word, written, attributes): (&str, Ident, Vec<Attribute>),
) -> syn::Result<()> {
    match word {
        "table" => schema.tables.push(table::table(cx, input, attributes)?),
        "fragment" => {
            let fragment = fragment(cx, input, attributes, &mut schema.incomplete)?;
            schema.fragments.push(fragment);
        }
        "seed" => match seed::seed(cx, input, attributes, written)? {
            Some(seed) => schema.seeds.push(seed),
            None => schema.incomplete = true,
        },
        "view" => schema.views.push(object::view(cx, input, attributes)?),
        "trigger" => schema
            .triggers
            .push(trigger::trigger(cx, input, attributes)?),
        _ => {
            let table = object::virtual_table(cx, input, attributes)?;
            schema.virtual_tables.push(table);
        }
    }
    Ok(())
}

/// `timestamps { created_at: i64, updated_at: i64 }`
fn fragment(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
    incomplete: &mut bool,
) -> syn::Result<Fragment> {
    let name = identifier(
        input,
        "the fragment's name, such as `fragment timestamps { … }`",
    )?;
    let content = braces(
        input,
        "the fragment's columns, such as `{ created_at: i64 }`",
    )?;
    let mut columns = Vec::new();
    let mut lost = false;
    let complete = comma_separated(cx, &content, at_line, |cx, input| {
        let attributes = super::recover::attributes(cx, input);
        line::column_only(input)?;
        columns.push(column::column(cx, input, attributes, &mut lost)?);
        Ok(())
    });
    *incomplete |= lost || !complete;
    Ok(Fragment {
        attributes,
        name,
        columns,
    })
}
