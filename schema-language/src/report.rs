//! The one place where errors are collected.

use std::{fmt::Display, thread};

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collects every error of an expansion, so that all of them are shown at once.
#[derive(Default)]
pub(crate) struct Ctxt {
    errors: Vec<syn::Error>,
    finished: bool,
}

/// Proof that an error was reported. Only [`Ctxt`] can make one, so `Err(Reported)` never lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported(());

impl Ctxt {
    /// Reports at all of `tokens`.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, message: impl Display) -> Reported {
        self.push(syn::Error::new_spanned(tokens, message))
    }

    /// Reports at `tokens`, and at a second place that explains the first.
    pub(crate) fn error_with(
        &mut self,
        tokens: impl ToTokens,
        message: impl Display,
        other: impl ToTokens,
        note: impl Display,
    ) -> Reported {
        let mut error = syn::Error::new_spanned(tokens, message);
        error.combine(syn::Error::new_spanned(other, note));
        self.push(error)
    }

    /// Reports an error that the parser made.
    pub(crate) fn push(&mut self, error: syn::Error) -> Reported {
        self.errors.push(error);
        Reported(())
    }

    /// Whether nothing has been reported so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The texts of the errors so far.
    pub(crate) fn messages(&self) -> Vec<String> {
        let errors = self.errors.iter().flat_map(Clone::clone);
        errors.map(|it| it.to_string()).collect()
    }

    /// Hands over the errors as `compile_error!` invocations.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.finished = true;
        self.errors
            .iter()
            .map(syn::Error::to_compile_error)
            .collect()
    }
}

impl Drop for Ctxt {
    fn drop(&mut self) {
        debug_assert!(
            self.finished || thread::panicking(),
            "`Ctxt` dropped without `finish`"
        );
    }
}
