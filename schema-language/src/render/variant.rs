//! The declared lists that are emitted, and the elements that they have now.

use syn::Ident;

use super::{Page, first_of_each, is_reserved, name};
use crate::syntax::{Element, NameList};

/// The list with this name, if it is emitted.
pub(super) fn named<'a>(page: &'a Page<'_>, name: &Ident) -> Option<&'a NameList> {
    all(page).into_iter().find(|it| it.name == *name)
}

/// The lists that are emitted.
pub(super) fn all<'a>(page: &'a Page<'_>) -> Vec<&'a NameList> {
    let lists = page.lowered.syntax.lists.iter();
    let lists = lists.filter(|it| !is_reserved(&it.name) && !is_reserved(&it.enumeration));
    first_of_each(first_of_each(lists.collect(), |it| &it.name), |it| {
        &it.enumeration
    })
}

/// An element of the newest version.
pub(super) struct Variant<'a> {
    pub(super) ident: Ident,
    pub(super) name: String,
    pub(super) element: &'a Element,
}

/// The elements of the newest version.
pub(super) fn variants<'a>(page: &Page<'_>, list: &'a NameList) -> Vec<Variant<'a>> {
    let living = list.elements.iter().filter(|it| page.lives(&it.lifetime));
    let variants = living.filter_map(|element| {
        let ident = name::variant(element)?;
        Some(Variant {
            ident,
            name: element.name.text(),
            element,
        })
    });
    first_of_each(variants.collect(), |it| &it.ident)
}
