//! What two branches leave behind that have each added a version.

use syn::LitInt;

use super::{history::number, place};
use crate::{
    lower::{Lowered, lifetimes},
    report::Ctxt,
    syntax::Version,
};

// What two branches wrote above one number is two sentences, which git puts one below the other:
//
//     /// Books have pages.
//     /// Books have covers.
//     version 3;
pub(super) fn check_version_two_sentences(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let newest = lowered.versions.iter().map(|it| number(it)).max();
    let versions = lowered.model.versions.iter().zip(&lowered.versions);
    for (model, version) in versions {
        let Some(what) = two_sentences(&model.sentence) else {
            continue;
        };
        let number = model.number;
        let next = newest.unwrap_or(number).saturating_add(1);
        cx.error(
            place::version(version),
            format_args!(
                "the sentence of version {number} {what}\n\
                 note: two branches that have each added a version {number} look so when both are merged, and a file \
                 of one of them lacks what the other brought\n\
                 help: if these are two versions, write the sentence of the one that wasn't released above a `version {next};` \
                 of its own, and `since {next}` and `until {next}` for what it brings; if it is one, write one paragraph, of \
                 which the last line alone ends in a full stop"
            ),
        );
    }
}

/// Why what stands above a version may be more than one sentence, if it may.
///
/// A sentence of one line may do without a full stop; of two lines without one nobody could tell.
fn two_sentences(sentence: &str) -> Option<&'static str> {
    let mut lines = sentence.trim().lines().rev();
    let last = lines.next()?;
    let before: Vec<&str> = lines.collect();
    if before.iter().any(|it| it.trim().is_empty()) {
        Some("has two paragraphs")
    } else if before.iter().any(|it| is_end(it)) {
        Some("is over before its last line")
    } else if !before.is_empty() && !is_end(last) {
        Some("has several lines, and doesn't end in a full stop")
    } else {
        None
    }
}

/// Whether a sentence ends with this line.
fn is_end(line: &str) -> bool {
    let closes = |it: char| it.is_whitespace() || ")]\"'`*_”’»".contains(it);
    let line = line.trim_end_matches(closes);
    line.ends_with(['.', '!', '?', '。'])
}

/// Reports versions that do nothing, once there is nothing else to be said.
pub(crate) fn check_changes(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    // What can't be read, or is wrong otherwise, may be what the version brings.
    if cx.is_clean() && !lowered.incomplete {
        check_version_changes_nothing(cx, lowered);
    }
}

// Whatever a version brings begins or ends with its number:
//
//     /// Books have pages.
//     version 3;
//     /// Books have covers.
//     version 4;
//     table book { title: String, pages: i64 = 0 since 3, cover: Option<String> since 3 }
//
// An edit that takes from a sealed version all that it brought is told as what it is, before.
fn check_version_changes_nothing(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for version in lowered.versions.iter().skip(1) {
        let number = number(version);
        if version.compatibility.is_some() || changes_something(lowered, version) {
            continue;
        }
        let before = number - 1;
        let message = format!(
            "version {number} changes nothing: there is no `since {number}` or `until {number}`, and it has no `rename`, `sql` \
             or `run`\n\
             note: a version that gets another number in a merge takes every `since` and `until` of its own with it\n\
             help: write `since {number}` at what it brings; if it is to change nothing, write `version {number} compatible`, \
             or `breaking` if older programs must not open its files"
        );
        match dated(lowered, before) {
            Some(left) => cx.error_with(
                place::version(version),
                message,
                left,
                format_args!("if this comes with version {number}, it was left behind at {before}"),
            ),
            None => cx.error(place::version(version), message),
        };
    }
}

/// Whether a version does something to files.
pub(super) fn changes_something(lowered: &Lowered<'_>, version: &Version) -> bool {
    !version.actions.is_empty() || dated(lowered, number(version)).is_some()
}

/// The last place where something begins or ends with a version.
fn dated<'a>(lowered: &Lowered<'a>, number: i64) -> Option<&'a LitInt> {
    let bounds = lifetimes(lowered.syntax).flat_map(|it| it.since.iter().chain(&it.until));
    bounds
        .filter(|it| it.base10_parse::<i64>().ok() == Some(number))
        .last()
}
