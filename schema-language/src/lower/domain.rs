//! The values that a column holds, where its type says so.

use schema_core::model::{Domain, Lifetime, Lived, Storage};

use super::{lifetime::resolve, list, types};
use crate::syntax::{Column, NameList, Schema};

/// What a column's type says of its values.
pub(super) fn domain(schema: &Schema, column: &Column, always: Lifetime) -> Option<Domain> {
    let name = types::inner_name(&column.ty);
    let mut lists = schema.lists.iter();
    lists
        .find(|it| it.enumeration == name)
        .map(|list| elements(list, always))
        .or_else(|| number(&name))
}

/// What a column's type reads, unless that is one of the user's own.
pub(super) fn storage(column: &Column, domain: Option<&Domain>) -> Option<Storage> {
    let name = types::inner_name(&column.ty);
    match (domain, name.as_str()) {
        (Some(Domain::Elements(_)), _) | (None, "String") => Some(Storage::Text),
        (Some(_), _) | (None, "i64" | "isize") => Some(Storage::Integer),
        (None, "f64" | "f32") => Some(Storage::Real),
        (None, "Vec<u8>") => Some(Storage::Blob),
        _ => None,
    }
}

/// The elements of a list, each with the versions that have it.
fn elements(declared: &NameList, always: Lifetime) -> Domain {
    Domain::Elements(list(&declared.elements, |it| Lived {
        lifetime: resolve(&it.lifetime, always),
        item: it.name.text().into(),
    }))
}

/// The numbers of a type that has fewer of them than SQLite.
fn number(name: &str) -> Option<Domain> {
    let (least, most) = match name {
        "bool" => return Some(Domain::Bool),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "u64" | "usize" => (0, i64::MAX),
        "u32" => (0, u32::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u8" => (0, u8::MAX.into()),
        _ => return None,
    };
    Some(Domain::Integer { least, most })
}
