//! Rust names that follow from SQL names.

use proc_macro2::Span;
use syn::Ident;

use crate::syntax::{Column, Element, Name, Part, Table, WrittenName};

/// A name as it is written: `db_{otype}`.
pub(crate) fn written(name: &WrittenName) -> String {
    let part = |part: &Part| match part {
        Part::Fixed(name) => name.text(),
        Part::Placeholder(ident) => format!("{{{ident}}}"),
    };
    name.parts.iter().map(part).collect()
}

/// The name of a table's row struct: as written after `as`, else the table's in camel case.
///
/// None where the table's name has nothing that a Rust name could be made of.
pub(crate) fn row(table: &Table) -> Option<Ident> {
    if let Some(row) = &table.row {
        return Some(row.clone());
    }
    let fixed = table.name.parts.iter().filter_map(|part| match part {
        Part::Fixed(name) => Some(name),
        Part::Placeholder(_) => None,
    });
    let first = fixed.clone().next()?;
    let text = fixed.map(Name::text).collect::<Vec<_>>().join("_");
    parse(&camel(&text), span(first))
}

/// The name of a table's row struct where the table has another name than it is written with.
pub(crate) fn older_row(name: &str, written: &WrittenName) -> Option<Ident> {
    let mut names = written.parts.iter().filter_map(|part| match part {
        Part::Fixed(name) => Some(name),
        Part::Placeholder(_) => None,
    });
    parse(&camel(name), span(names.next()?))
}

/// The name of a column's field: as written after `as`, else the column's.
pub(crate) fn field(column: &Column) -> Option<Ident> {
    match (&column.field, &column.name) {
        (Some(field), _) | (None, Name::Ident(field)) => Some(field.clone()),
        (None, Name::Literal(literal)) => parse(&snake(&literal.value()), literal.span()),
    }
}

/// The name of a column's field where the column has another name than it is written with.
pub(crate) fn older_field(name: &str, written: &Name) -> Option<Ident> {
    let own = syn::parse_str::<Ident>(name).is_ok();
    parse(
        &if own { name.to_owned() } else { snake(name) },
        span(written),
    )
}

/// The name of a list element's variant: as written after `as`, else the element's in camel case.
pub(crate) fn variant(element: &Element) -> Option<Ident> {
    match &element.variant {
        Some(variant) => Some(variant.clone()),
        None => parse(&camel(&element.name.text()), span(&element.name)),
    }
}

/// An identifier, raw if it must be.
pub(crate) fn parse(name: &str, span: Span) -> Option<Ident> {
    let mut ident = [name, &format!("r#{name}")]
        .into_iter()
        .find_map(|it| syn::parse_str::<Ident>(it).ok())?;
    ident.set_span(span);
    Some(ident)
}

fn span(name: &Name) -> Span {
    match name {
        Name::Ident(ident) => ident.span(),
        Name::Literal(literal) => literal.span(),
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn camel(name: &str) -> String {
    words(name)
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters)
        })
        .collect()
}

fn snake(name: &str) -> String {
    words(name)
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_camel_case() {
        assert_eq!(camel("saga_step"), "SagaStep");
        assert_eq!(camel("odd name"), "OddName");
        assert_eq!(camel("db_"), "Db");
        assert_eq!(camel("éa-b"), "ÉaB");
        assert_eq!(camel("--"), "");
    }

    #[test]
    fn keywords_become_raw_and_impossible_names_nothing() {
        let name = |it| parse(it, Span::call_site()).map(|it| it.to_string());
        assert_eq!(name("type").as_deref(), Some("r#type"));
        assert_eq!(name("Self"), None);
        assert_eq!(name("2fa"), None);
        assert_eq!(name(""), None);
    }
}
