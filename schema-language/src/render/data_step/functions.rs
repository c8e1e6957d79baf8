//! The functions that versions run, and the schema together with them.
//!
//! Where the prelude is switched off, rustc has no `#[diagnostic]` either, so this is the one part of
//! the expansion that needs it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path, ext::IdentExt, spanned::Spanned};

use super::Step;
use crate::{
    render::{
        Page, docs,
        origin::{self, Depth},
    },
    written::written,
};

/// `PROGRAM`: what the entry functions hand to the engine.
pub(super) fn program(page: &Page<'_>, steps: &[Step<'_>]) -> TokenStream {
    let krate = page.krate;
    let (program, schema) = (page.ident("PROGRAM"), page.ident("SCHEMA"));
    let doc = docs::sentence(
        "[`SCHEMA`], with the functions that its versions run: what a command line is given.",
    );
    let functions = steps
        .iter()
        .flat_map(|step| step.runs.iter().map(|path| function(page, step, path)));
    quote! {
        #doc
        #[allow(dead_code, reason = "it uses the functions, even where nobody uses the schema yet")]
        pub static #program: #krate::Program<'static> = #krate::Program {
            schema: &#schema,
            steps: &[#(#functions),*],
        };
    }
}

fn function(page: &Page<'_>, step: &Step<'_>, path: &Path) -> TokenStream {
    let krate = page.krate;
    let version = step.after;
    let name = written(path);
    let call = call(page, step, path);
    quote! {
        #krate::__private::data_step::DataFunction {
            version: #version,
            name: #name,
            call: #call,
        }
    }
}

/// What calls the function, if it can be called as a data step.
///
/// The trait is here for its message, which shows the signature to write. `signature` finds out the
/// types first; asked for both at once, rustc would take the one implementation for granted and
/// complain about the function in words of its own.
fn call(page: &Page<'_>, step: &Step<'_>, path: &Path) -> TokenStream {
    let krate = page.krate;
    let bound = bound(page, step, path);
    let fallback = fallback(page, path);
    let inside = origin::path(path, Depth::Schema);
    // Names of no user's, and the complaint about the function points at the path.
    let raw = Ident::new("__raw", Span::mixed_site());
    let function = Ident::new("__function", Span::mixed_site().located_at(path.span()));
    let at = origin::located(path.span());
    quote_spanned! {at=> {
        #bound
        {
            #fallback
            {
                #[allow(unused_imports, reason = "a path may start at the root")]
                use super::*;

                |#raw| {
                    let #function = #krate::__private::data_step::signature(#inside);
                    __run_as_step(#function, #raw)
                }
            }
        }
    }}
}

/// The bound that a function meets which can be called as a data step.
fn bound(page: &Page<'_>, step: &Step<'_>, path: &Path) -> TokenStream {
    let krate = page.krate;
    let private = quote!(#krate::__private::data_step);
    let tag = &step.tag;
    let message = message(page, step, path);
    let label = format!("run by version {}", step.after);
    let at = origin::located(path.span());
    quote_spanned! {at=>
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        trait RunsAsStep<Arguments, Output> {
            fn run(self, raw: &mut #private::RawStep<'_>) -> #krate::Result<()>;
        }

        #[diagnostic::do_not_recommend]
        impl<'step, 'run, F, E>
            RunsAsStep<
                (&'step mut #krate::DataStep<'run, #tag>,),
                ::core::result::Result<(), E>,
            > for F
        where
            F: ::core::ops::Fn(
                &mut #krate::DataStep<'_, #tag>,
            ) -> ::core::result::Result<(), E>,
            E: ::core::convert::Into<#krate::StepError>,
        {
            fn run(self, raw: &mut #private::RawStep<'_>) -> #krate::Result<()> {
                self(&mut #krate::DataStep::new(raw)).map_err(|error| raw.failed(error))
            }
        }

        fn __run_as_step<F: RunsAsStep<Arguments, Output>, Arguments, Output>(
            function: #private::Signature<F, Arguments, Output>,
            raw: &mut #private::RawStep<'_>,
        ) -> #krate::Result<()> {
            function.function.run(raw)
        }
    }
}

/// What the name means where no function has it: the glob beneath shadows it with one that has.
fn fallback(page: &Page<'_>, path: &Path) -> Option<TokenStream> {
    let krate = page.krate;
    let name = path.get_ident()?;
    Some(quote! {
        #[allow(dead_code, non_upper_case_globals, reason = "it has the name of a function")]
        const #name: #krate::__private::data_step::NoSuchFunction =
            #krate::__private::data_step::NoSuchFunction;
    })
}

fn message(page: &Page<'_>, step: &Step<'_>, path: &Path) -> String {
    let name = path
        .segments
        .last()
        .map_or_else(String::new, |it| it.ident.to_token_stream().to_string());
    let (module, alias) = (page.module.unraw(), &step.alias);
    format!(
        "version {} runs `{}`, which is no function with the signature of its data steps\n\
         help: write `fn {name}(step: &mut {module}::{alias}<'_>) -> rusqlite_schema::StepResult`",
        step.after,
        written(path),
    )
}
