//! What a version's `run` functions are written with: a type for the step, and a module of row
//! structs for each of the two versions that the step leads between.
//!
//! These are the only modules that a version has of its own, and only the versions have them that a
//! step in Rust leads from or to. What they hold never changes again: names, types and columns are
//! those of their version, so a step goes on compiling whatever later versions declare.

mod functions;
mod module;
mod new_row;
mod old_row;
mod row_struct;
mod rows;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::shape::Timeline;
use syn::{Ident, Path};

use self::rows::Rows;
use super::{Page, docs};
use crate::syntax::{self, ActionKind};

/// A version that runs functions, and the version before it.
struct Step<'a> {
    before: i64,
    after: i64,
    /// `V3ToV4`
    alias: Ident,
    /// `__V3ToV4`: the type that tells this step from all others.
    tag: Ident,
    runs: Vec<&'a Path>,
}

/// The steps' types, their row structs, and the functions.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    let steps = steps(page);
    let program = functions::program(page, &steps);
    if steps.is_empty() {
        return program;
    }
    let timeline = Timeline::of(&page.lowered.model);
    let mut versions = BTreeMap::new();
    for number in steps.iter().flat_map(|it| [it.before, it.after]) {
        let rows = || timeline.at(number).map(|shape| Rows::of(page, shape));
        versions.entry(number).or_insert_with(rows);
    }
    let types = steps.iter().map(|step| types(page, step));
    let modules = versions.values().flatten().map(|rows| {
        let from = steps.iter().find(|it| it.before == rows.version);
        let to = steps.iter().find(|it| it.after == rows.version);
        let to = to.and_then(|step| Some((step, versions.get(&step.before)?.as_ref()?)));
        module::item(page, rows, from, to)
    });
    quote! {
        #(#types)*
        #(#modules)*
        #program
    }
}

/// Every version with a `run`, except a first one, which was reported.
fn steps<'a>(page: &Page<'a>) -> Vec<Step<'a>> {
    let numbers = page.lowered.model.versions.iter().map(|it| it.number);
    let versions = numbers.zip(page.lowered.versions.iter().copied());
    let pairs = versions.clone().zip(versions.skip(1));
    let mut steps: Vec<Step<'_>> = Vec::new();
    for ((before, _), (after, version)) in pairs {
        let runs = runs(version);
        // Of two versions with one number the second was reported.
        let is_new = before < after && steps.iter().all(|it| it.after < after);
        if !runs.is_empty() && is_new {
            let name = format!("V{before}ToV{after}");
            let span = version.number.span();
            steps.push(Step {
                before,
                after,
                alias: Ident::new(&name, span),
                tag: Ident::new(&format!("__{name}"), span),
                runs,
            });
        }
    }
    steps
}

fn runs(version: &syntax::Version) -> Vec<&Path> {
    let actions = version.actions.iter();
    let runs = actions.filter_map(|it| match &it.kind {
        ActionKind::Run(path) => Some(path),
        _ => None,
    });
    runs.collect()
}

fn types(page: &Page<'_>, step: &Step<'_>) -> TokenStream {
    let krate = page.krate;
    let Step {
        before,
        after,
        alias,
        tag,
        ..
    } = step;
    let doc = docs::sentence(&format!(
        "The step from version {before} to version {after}, as the functions that version {after} \
         runs are given it.\n\n\
         It reads the rows of [`v{before}`], and writes those of [`v{after}`]."
    ));
    quote! {
        #[doc(hidden)]
        pub enum #tag {}

        #doc
        pub type #alias<'run> = #krate::DataStep<'run, #tag>;
    }
}
