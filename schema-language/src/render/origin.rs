//! Paths that mean, inside a generated module, what they mean where the macro stands.

use std::iter;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, GenericArgument, Path, PathArguments, PathSegment, Type, Visibility};

use crate::syntax::{Column, Schema};

/// How many modules further in than the macro something stands.
#[derive(Clone, Copy)]
pub(super) enum Depth {
    /// In the schema's module.
    Schema = 1,
    /// In a module of the schema's, which holds the rows of one version.
    Version = 2,
}

/// Whether some type or attribute can name something outside of the module.
pub(super) fn is_needed(schema: &Schema) -> bool {
    let columns = schema.tables.iter().flat_map(|it| &it.columns);
    columns
        .chain(schema.fragments.iter().flat_map(|it| &it.columns))
        .any(needs_scope)
        || schema.tables.iter().any(|it| has_effect(&it.attributes))
        || schema.lists.iter().any(|list| {
            has_effect(&list.attributes)
                || list.elements.iter().any(|it| has_effect(&it.attributes))
        })
}

/// Whether the field of a column can name something outside of the module.
pub(super) fn needs_scope(column: &Column) -> bool {
    !is_std(&column.ty) || has_effect(&column.attributes)
}

/// Whether some attribute is more than documentation.
pub(super) fn has_effect(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| !is_doc(it))
}

pub(super) fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// Attributes as they read inside the module.
pub(super) fn attributes(attributes: &[Attribute], depth: Depth) -> TokenStream {
    attributes
        .iter()
        .map(|it| {
            if is_doc(it) {
                it.to_token_stream()
            } else {
                inside(it.to_token_stream(), depth)
            }
        })
        .collect()
}

/// The visibility of an item, as it reads inside the module.
pub(super) fn visibility(visibility: &Visibility) -> TokenStream {
    let Visibility::Restricted(restricted) = visibility else {
        return match visibility {
            Visibility::Inherited => quote!(pub(super)),
            other => other.to_token_stream(),
        };
    };
    let path = &restricted.path;
    match path.segments.first() {
        Some(first) if first.ident == "self" => quote!(pub(super)),
        Some(first) if first.ident == "super" => quote!(pub(in super::#path)),
        _ => visibility.to_token_stream(),
    }
}

/// A column's type, as it reads inside the module.
///
/// Types of the language and of `std` are found whatever is in scope.
pub(super) fn field_type(ty: &Type, depth: Depth) -> TokenStream {
    let Some((home, name, argument)) = home(ty) else {
        return inside(written(ty), depth);
    };
    let argument = argument.map(|it| {
        let inner = field_type(it, depth);
        quote_spanned!(name.span()=> <#inner>)
    });
    quote!(#home #name #argument)
}

/// Whether the type and its arguments are of the language or of `std`.
fn is_std(ty: &Type) -> bool {
    home(ty).is_some_and(|(_, _, argument)| argument.is_none_or(is_std))
}

/// The module of a type that is found whatever is in scope, its name and its argument.
fn home(ty: &Type) -> Option<(TokenStream, &Ident, Option<&Type>)> {
    let segment = only_segment(ty)?;
    let name = &segment.ident;
    let argument = argument(segment);
    let span = located(name.span());
    let home = match (name.to_string().as_str(), argument) {
        ("Option", Some(_)) => quote_spanned!(span=> ::core::option::),
        ("Vec", Some(_)) => quote_spanned!(span=> ::std::vec::),
        ("String", None) => quote_spanned!(span=> ::std::string::),
        (primitive, None) if PRIMITIVES.contains(&primitive) => {
            quote_spanned!(span=> ::core::primitive::)
        }
        _ => return None,
    };
    Some((home, name, argument))
}

/// The user's place, but the macro's own token, so that no lint takes it for the user's.
pub(super) fn located(span: Span) -> Span {
    Span::call_site().located_at(span)
}

const PRIMITIVES: [&str; 15] = [
    "bool", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    "f32", "f64",
];

/// The one segment of a type such as `Option<T>`.
fn only_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Group(it) => only_segment(&it.elem),
        Type::Paren(it) => only_segment(&it.elem),
        Type::Path(it) if it.qself.is_none() && it.path.leading_colon.is_none() => {
            let mut segments = it.path.segments.iter();
            segments.next().filter(|_| segments.next().is_none())
        }
        _ => None,
    }
}

/// What is in an `Option`.
pub(super) fn nullable(ty: &Type) -> Option<&Type> {
    let segment = only_segment(ty).filter(|it| it.ident == "Option")?;
    argument(segment)
}

fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut arguments = arguments.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(ty)), None) => Some(ty),
        _ => None,
    }
}

/// The type as written. A reference was reported; with a lifetime it compiles all the same.
fn written(ty: &Type) -> TokenStream {
    match ty {
        Type::Reference(it) if it.lifetime.is_none() => {
            let inner = &it.elem;
            quote!(&'static #inner)
        }
        other => other.to_token_stream(),
    }
}

/// A path as it reads inside the module.
pub(super) fn path(path: &Path, depth: Depth) -> TokenStream {
    inside(path.to_token_stream(), depth)
}

/// Further in: one module in, `self::` becomes `super::`, and `super::` becomes `super::super::`.
fn inside(tokens: TokenStream, depth: Depth) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) if starts_path(&tokens, at) && ident == "self" => {
                out.extend(supers(ident.span(), depth as usize));
            }
            TokenTree::Ident(ident) if starts_path(&tokens, at) && ident == "super" => {
                out.extend(supers(ident.span(), depth as usize + 1));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), inside(group.stream(), depth));
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
            }
            other => out.extend([other.clone()]),
        }
    }
    out
}

/// `super::super`, with as many words as this.
fn supers(span: Span, count: usize) -> TokenStream {
    let words = iter::repeat_n(Ident::new("super", located(span)), count);
    quote_spanned!(located(span)=> #(#words)::*)
}

/// Whether `::` comes after the token at `at`, and none before it.
fn starts_path(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ':'))
    };
    let before = is_colon(at.checked_sub(1)) && is_colon(at.checked_sub(2));
    !before && is_colon(at.checked_add(1)) && is_colon(at.checked_add(2))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn moved(ty: &Type) -> String {
        field_type(ty, Depth::Schema).to_string().replace(' ', "")
    }

    #[test]
    fn types_of_std_are_absolute() {
        assert_eq!(moved(&parse_quote!(i64)), "::core::primitive::i64");
        assert_eq!(
            moved(&parse_quote!(Option<Vec<u8>>)),
            "::core::option::Option<::std::vec::Vec<::core::primitive::u8>>"
        );
        assert_eq!(
            moved(&parse_quote!(Option<Own>)),
            "::core::option::Option<Own>"
        );
    }

    #[test]
    fn own_paths_move_one_module_in() {
        assert_eq!(moved(&parse_quote!(Own)), "Own");
        assert_eq!(moved(&parse_quote!(crate::Own)), "crate::Own");
        assert_eq!(moved(&parse_quote!(::a::Own)), "::a::Own");
        assert_eq!(moved(&parse_quote!(self::Own)), "super::Own");
        assert_eq!(
            moved(&parse_quote!(super::super::Own)),
            "super::super::super::Own"
        );
        assert_eq!(moved(&parse_quote!(self::super::Own)), "super::super::Own");
        assert_eq!(
            moved(&parse_quote!(Json<super::Own, [self::A; super::N]>)),
            "Json<super::super::Own,[super::A;super::super::N]>"
        );
    }

    #[test]
    fn own_paths_move_two_modules_in() {
        let moved = |ty: Type| field_type(&ty, Depth::Version).to_string().replace(' ', "");
        assert_eq!(moved(parse_quote!(Own)), "Own");
        assert_eq!(moved(parse_quote!(self::Own)), "super::super::Own");
        assert_eq!(
            moved(parse_quote!(Option<super::Own>)),
            "::core::option::Option<super::super::super::Own>"
        );
    }

    #[test]
    fn a_reference_gets_a_lifetime() {
        assert_eq!(moved(&parse_quote!(&str)), "&'staticstr");
    }

    #[test]
    fn visibilities_move_one_module_in() {
        let moved = |it: Visibility| visibility(&it).to_string().replace(' ', "");
        assert_eq!(moved(parse_quote!(pub)), "pub");
        assert_eq!(moved(Visibility::Inherited), "pub(super)");
        assert_eq!(moved(parse_quote!(pub(crate))), "pub(crate)");
        assert_eq!(moved(parse_quote!(pub(super))), "pub(insuper::super)");
        assert_eq!(
            moved(parse_quote!(pub(in super::super))),
            "pub(insuper::super::super)"
        );
    }
}
