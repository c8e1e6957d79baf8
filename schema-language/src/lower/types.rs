//! Which type of SQLite a type of Rust is.

use schema_core::model::Text;
use syn::{GenericArgument, Ident, Path, PathArguments, Type};

use crate::{
    report::{Ctxt, Reported},
    suggest,
    syntax::{Column, TypeOverride},
    written::written,
};

/// What a column's type says about it.
pub(super) struct Declared {
    /// The declared type.
    pub(super) ty: Text,
    /// Whether the Rust type is an `Option`.
    pub(super) nullable: bool,
}

/// The types that a column may have without saying how they are stored.
const KNOWN: &[(&str, &str)] = &[
    ("i64", "INTEGER"),
    ("i32", "INTEGER"),
    ("i16", "INTEGER"),
    ("i8", "INTEGER"),
    ("u32", "INTEGER"),
    ("u16", "INTEGER"),
    ("u8", "INTEGER"),
    ("bool", "INTEGER"),
    ("f64", "REAL"),
    ("f32", "REAL"),
    ("String", "TEXT"),
    ("Vec<u8>", "BLOB"),
];

/// What people write who mean one of ours.
const MEANT: &[(&str, &[&str])] = &[
    (
        "i64",
        &[
            "u64", "usize", "isize", "i128", "u128", "int", "integer", "long", "bigint",
        ],
    ),
    ("f64", &["real", "float", "double"]),
    (
        "String",
        &[
            "&str", "str", "text", "string", "varchar", "char", "Cow<str>", "Box<str>", "Arc<str>",
        ],
    ),
    (
        "Vec<u8>",
        &["blob", "bytes", "&[u8]", "[u8]", "Vec", "Box<[u8]>"],
    ),
    ("bool", &["boolean"]),
];

/// The words that may follow `as`. Any other declared type is a string.
const WORDS: &[&str] = &["TEXT", "INTEGER", "REAL", "BLOB", "NUMERIC", "ANY"];

/// The declared type of a column. One without is reported, and is text from then on.
pub(super) fn declared(cx: &mut Ctxt, column: &Column) -> Declared {
    let (inner, nullable) = match option_of(&column.ty) {
        Some(inner) => (inner, true),
        None => (bare(&column.ty), false),
    };
    let ty = nested(cx, inner).and_then(|()| match &column.sql_type {
        Some(TypeOverride::Literal(text)) => Ok(text.value().into()),
        Some(TypeOverride::Word(word)) => chosen(cx, word),
        None => inferred(cx, column, inner),
    });
    Declared {
        ty: ty.unwrap_or(Text::Borrowed("TEXT")),
        nullable,
    }
}

/// `as TEXT`
fn chosen(cx: &mut Ctxt, word: &Ident) -> Result<Text, Reported> {
    let written = word.to_string();
    if let Some(known) = WORDS.iter().find(|it| it.eq_ignore_ascii_case(&written)) {
        return Ok(Text::Borrowed(known));
    }
    let help = suggest::help(&written, WORDS.iter().copied());
    let message = format!("unknown type `{written}`\n{help}, or any type in quotes");
    Err(cx.error(word, message))
}

/// Whether a column of this type says how it is stored without `as`.
pub(crate) fn is_known(ty: &Type) -> bool {
    let name = inner_name(ty);
    KNOWN.iter().any(|(known, _)| *known == name)
}

/// The type of a column's values, as messages name it.
pub(super) fn inner_name(ty: &Type) -> String {
    plain_name(option_of(ty).unwrap_or(ty))
}

fn inferred(cx: &mut Ctxt, column: &Column, inner: &Type) -> Result<Text, Reported> {
    let name = plain_name(inner);
    if let Some((_, ty)) = KNOWN.iter().find(|(known, _)| *known == name) {
        return Ok(Text::Borrowed(ty));
    }
    if let Some(meant) = meant(&name) {
        let message = format!("no SQLite type for `{name}`\nhelp: use `{meant}`");
        return Err(cx.error(inner, message));
    }
    let line = written(&column.name) + ": " + &written(&column.ty);
    let help = match storage(inner, &name) {
        Some(word) => format!("write `{line} as {word}`"),
        None => format!(
            "write `{line} as TEXT`, `as INTEGER`, `as REAL` or `as BLOB`, whichever its `ToSql` writes\n\
             note: wrap a type of another crate in one of your own, unless it has `ToSql` and `FromSql`"
        ),
    };
    let message = format!("`{name}` does not say how it is stored\nhelp: {help}");
    Err(cx.error(inner, message))
}

/// `[u8; 16]`, which is written as a blob.
pub(crate) fn is_bytes(ty: &Type) -> bool {
    match ty {
        Type::Paren(inner) => is_bytes(&inner.elem),
        Type::Group(inner) => is_bytes(&inner.elem),
        Type::Array(array) => written(&array.elem) == "u8",
        _ => false,
    }
}

/// How types that many programs have are stored by rusqlite.
fn storage(ty: &Type, name: &str) -> Option<&'static str> {
    let last = name.rsplit("::").next().unwrap_or(name);
    if is_bytes(ty) || last == "Uuid" {
        return Some("BLOB");
    }
    last.starts_with("NonZero").then_some("INTEGER")
}

/// Refuses an `Option` in an `Option`: NULL is NULL.
fn nested(cx: &mut Ctxt, inner: &Type) -> Result<(), Reported> {
    match option_of(inner) {
        Some(twice) => {
            let once = written(twice);
            let message = format!("SQLite knows one kind of NULL\nhelp: use `Option<{once}>`");
            Err(cx.error(inner, message))
        }
        None => Ok(()),
    }
}

/// The type that was meant, by a word of SQL or another language, or by one slip of a finger.
fn meant(name: &str) -> Option<&'static str> {
    let aliases = MEANT
        .iter()
        .find(|(_, aliases)| aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name)));
    match aliases {
        Some((meant, _)) => Some(meant),
        None => suggest::closest_within(name, KNOWN.iter().map(|(known, _)| *known), 1),
    }
}

/// The type as messages and tables name it: without paths of `std` and without lifetimes.
fn plain_name(ty: &Type) -> String {
    match bare(ty) {
        Type::Reference(reference) => format!("&{}", plain_name(&reference.elem)),
        Type::Path(path) if path.qself.is_none() => match standard(&path.path) {
            Some((name, argument)) => {
                let argument = argument.map(|it| format!("<{}>", plain_name(it)));
                format!("{name}{}", argument.unwrap_or_default())
            }
            None => written(ty),
        },
        other => written(other),
    }
}

/// `Option<T>`, whatever path it is written with.
fn option_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    match standard(&path.path) {
        Some((name, Some(inner))) if name == "Option" && path.qself.is_none() => Some(bare(inner)),
        _ => None,
    }
}

/// The name, and the only argument, of a path without segments or with those of `std`.
fn standard(path: &Path) -> Option<(String, Option<&Type>)> {
    let last = path.segments.last()?;
    let first = path.segments.first()?;
    if path.segments.len() > 1 && !["std", "core", "alloc"].iter().any(|it| first.ident == it) {
        return None;
    }
    let name = last.ident.to_string();
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return last.arguments.is_none().then_some((name, None));
    };
    let mut types = arguments.args.iter().filter_map(|it| match it {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    match (types.next(), types.next()) {
        (Some(only), None) => Some((name, Some(only))),
        _ => None,
    }
}

/// The type without parentheses and the groups that macros make.
fn bare(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Paren(inner) => &inner.elem,
            Type::Group(inner) => &inner.elem,
            _ => return ty,
        };
    }
}
