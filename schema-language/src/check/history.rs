//! The versions: their numbers and sentences.

use std::collections::BTreeMap;

use super::place;
use crate::{lower::Lowered, report::Ctxt, syntax};

/// Whether the versions are numbered such that "the version before" means something.
///
/// If not, that has been reported, and whatever depends on versions would only repeat it.
pub(super) fn is_sound(lowered: &Lowered<'_>) -> bool {
    let numbers: Vec<i64> = numbers(lowered).map(|(number, _)| number).collect();
    let consecutive = |pair: &[i64]| matches!(pair, [one, next] if one + 1 == *next);
    numbers.first().is_some_and(|first| *first > 0) && numbers.windows(2).all(consecutive)
}

/// The number of a version. One that is too large for a file was reported, and is not in the model.
pub(super) fn number(version: &syntax::Version) -> i64 {
    version.number.base10_parse().unwrap_or(i64::MAX)
}

fn numbers<'a>(lowered: &'a Lowered<'_>) -> impl Iterator<Item = (i64, &'a syntax::Version)> {
    lowered.versions.iter().map(|it| (number(it), *it))
}

// A schema has a history, and a history at least one version:
//
//     history {}
pub(super) fn check_history_exists(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let syntax = lowered.syntax;
    if !lowered.versions.is_empty() || lowered.incomplete {
        return;
    }
    let version = "`version 1;`, with a sentence above it such as `/// The first release.`";
    match (&syntax.history.keyword, &syntax.name) {
        (Some(keyword), _) => {
            cx.error(
                keyword,
                format_args!("the history has no version\nhelp: write {version}"),
            );
        }
        (None, name) => {
            cx.error(
                name,
                format_args!(
                    "the schema has no history\nhelp: write `history {{ … }}` with {version}"
                ),
            );
        }
    }
}

// Files are stamped with the number, and 0 means that there is none:
//
//     version 0;
pub(super) fn check_version_number(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (number, version) in numbers(lowered) {
        if number < 1 {
            let message = "versions are counted from 1\n\
                           note: 0 is the version of a file that was never stamped\n\
                           help: write `version 1`, and describe older files in `legacy { … }`";
            cx.error(&version.number, message);
        }
    }
}

// Two branches that each add a version must not both keep its number:
//
//     /// Books have pages.
//     version 3;
//     /// Books have covers.
//     version 3;
pub(super) fn check_version_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let newest = numbers(lowered).map(|(number, _)| number).max();
    let mut seen = BTreeMap::new();
    for (number, version) in numbers(lowered) {
        let first = *seen.entry(number).or_insert(version);
        if std::ptr::eq(first, version) {
            continue;
        }
        // What is sealed was released under its number, so the other one has to move.
        let (stays, moves) = match (&first.seal, &version.seal) {
            (None, Some(_)) => (version, first),
            _ => (first, version),
        };
        let next = newest.unwrap_or(number).saturating_add(1);
        cx.error_with(
            place::version(moves),
            format_args!(
                "version {number} is declared twice\n\
                 note: two branches have each added a version {number}, and both were merged; files can be \
                 stamped with only one of them\n\
                 help: keep the one that was released; make this one the newest, `version {next}`, and what it brought `since {next}` and `until {next}`"
            ),
            place::version(stays),
            format_args!("the other version {number} is declared here"),
        );
    }
}

// Versions are listed in the order in which they run:
//
//     version 3;
//     version 2;
pub(super) fn check_version_order(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let highest = numbers(lowered).map(|(number, _)| number).max();
    let next = highest.unwrap_or_default().saturating_add(1);
    let mut newest: Option<(i64, &syntax::Version)> = None;
    for (number, version) in numbers(lowered) {
        match newest {
            Some(before) if 0 < number && number < before.0 => {
                let again = numbers(lowered).filter(|(it, _)| *it == number).count() > 1;
                if !again {
                    report_order(cx, (number, version), before, next);
                }
            }
            _ => newest = Some((number, version)),
        }
    }
}

fn report_order(
    cx: &mut Ctxt,
    (number, version): (i64, &syntax::Version),
    (before, earlier): (i64, &syntax::Version),
    next: i64,
) {
    cx.error_with(
        place::version(version),
        format_args!(
            "version {number} stands behind version {before}\n\
             help: move it up if it was released as version {number}; if it comes from another branch and is new, \
             make it the newest, such as `version {next}`"
        ),
        place::version(earlier),
        format_args!("version {before} is declared here"),
    );
}

// No number is left out, or a file with that stamp has nowhere to go:
//
//     version 2;
//     version 4;
pub(super) fn check_version_missing(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if lowered.incomplete {
        return;
    }
    let sorted: BTreeMap<i64, &syntax::Version> = numbers(lowered).collect();
    for ((before, earlier), (after, version)) in sorted.iter().zip(sorted.iter().skip(1)) {
        let (first, last) = (before + 1, after - 1);
        let (missing, whose, help) = match last - first {
            ..0 => continue,
            0 => (
                format!("version {first} is missing"),
                "it may stand",
                format!("write `version {first};` with a sentence above it"),
            ),
            _ => (
                format!("versions {first} to {last} are missing"),
                "they may stand",
                "write each of them, with a sentence above it".to_owned(),
            ),
        };
        cx.error_with(
            place::version(version),
            format_args!(
                "{missing} before version {after}\n\
                 note: {whose} on another branch that is not merged yet; a file with such a stamp could not be opened\n\
                 help: {help}, or make this one `version {first}` if no file has its number yet"
            ),
            place::version(earlier),
            format_args!("version {before} is declared here"),
        );
    }
}

// Each version says what it is for:
//
//     version 3;
pub(super) fn check_version_sentence(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let versions = lowered.model.versions.iter().zip(&lowered.versions);
    for (model, version) in versions {
        if model.sentence.trim().is_empty() {
            cx.error(
                place::version(version),
                format_args!(
                    "version {} has no sentence\n\
                     help: write above it what it brings, such as `/// Books have pages.`\n\
                     note: by their sentences, two branches that claim one number collide in git",
                    model.number
                ),
            );
        }
    }
}

// Each version has a sentence of its own:
//
//     /// Small changes.
//     version 3;
//     /// Small changes.
//     version 4;
pub(super) fn check_version_sentence_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut seen = BTreeMap::new();
    let versions = lowered.model.versions.iter().zip(&lowered.versions);
    for (model, version) in versions {
        let sentence = model.sentence.trim().to_lowercase();
        let first = *seen.entry(sentence.clone()).or_insert(*version);
        let doubled = number(first) == model.number;
        if sentence.is_empty() || std::ptr::eq(first, *version) || doubled {
            continue;
        }
        cx.error_with(
            place::version(version),
            format_args!(
                "version {} has the sentence of version {}\nhelp: say what this one brings",
                model.number,
                number(first),
            ),
            place::version(first),
            "the same sentence stands here",
        );
    }
}
