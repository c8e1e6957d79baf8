//! What is refused, where, and with which words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod cascades;
mod examples;
mod large;
mod seals;
mod sound;

use proc_macro2::TokenStream;

use super::{check, check_changes, check_seals, check_unsealed};
use crate::{
    lower::lower,
    report::Ctxt,
    syntax::{parse, testing},
};

/// The reports about a source: the tokens pointed at, and the message.
fn found(source: TokenStream) -> Vec<(String, String)> {
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, source);
    let lowered = lower(&mut cx, &syntax);
    check(&mut cx, &lowered);
    testing::places_and_messages(cx)
}

/// The same with the checks that come last.
fn found_with_seals(source: TokenStream) -> Vec<(String, String)> {
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, source);
    let lowered = lower(&mut cx, &syntax);
    check(&mut cx, &lowered);
    check_seals(&mut cx, &lowered);
    check_changes(&mut cx, &lowered);
    check_unsealed(&mut cx, &lowered);
    testing::places_and_messages(cx)
}
