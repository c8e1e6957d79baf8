//! Paths that mean, inside the generated module, what they mean where the macro stands.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, GenericArgument, PathArguments, PathSegment, Type, Visibility};

use crate::syntax::{Column, Schema};

/// Whether some type or attribute can name something outside of the module.
pub(super) fn is_needed(schema: &Schema) -> bool {
    let written = |attributes: &[Attribute]| attributes.iter().any(|it| !is_doc(it));
    let column = |column: &Column| !is_std(&column.ty) || written(&column.attributes);
    let columns = schema.tables.iter().flat_map(|it| &it.columns);
    columns
        .chain(schema.fragments.iter().flat_map(|it| &it.columns))
        .any(column)
        || schema.tables.iter().any(|it| written(&it.attributes))
        || schema.lists.iter().any(|list| {
            written(&list.attributes) || list.elements.iter().any(|it| written(&it.attributes))
        })
}

pub(super) fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// Attributes as they read inside the module.
pub(super) fn attributes(attributes: &[Attribute]) -> TokenStream {
    attributes
        .iter()
        .map(|it| {
            if is_doc(it) {
                it.to_token_stream()
            } else {
                inside(it.to_token_stream())
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
pub(super) fn field_type(ty: &Type) -> TokenStream {
    let Some((home, name, argument)) = home(ty) else {
        return inside(written(ty));
    };
    let argument = argument.map(|it| {
        let inner = field_type(it);
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
fn located(span: Span) -> Span {
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

/// One module further in: `self::` becomes `super::`, and `super::` becomes `super::super::`.
fn inside(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) if starts_path(&tokens, at) && ident == "self" => {
                out.extend(quote_spanned!(located(ident.span())=> super));
            }
            TokenTree::Ident(ident) if starts_path(&tokens, at) && ident == "super" => {
                out.extend(quote_spanned!(located(ident.span())=> super::super));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), inside(group.stream()));
                inner.set_span(group.span());
                out.extend([TokenTree::Group(inner)]);
            }
            other => out.extend([other.clone()]),
        }
    }
    out
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
        field_type(ty).to_string().replace(' ', "")
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
