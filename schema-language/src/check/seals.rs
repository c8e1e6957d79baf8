//! The seals: what was released stays as it was.
//!
//! A seal can't be right in a declaration that has errors, so these checks come last.

use schema_core::{seal::Seal, shape::Timeline};

use super::{
    edit::{self, Edit},
    locate::locate,
    place,
};
use crate::{lower::Lowered, report::Ctxt, syntax};

/// The seals of a declaration without errors, as they are.
struct Sealed<'a> {
    lowered: &'a Lowered<'a>,
    timeline: Timeline,
    /// Parallel to the model's versions.
    seals: Vec<Seal>,
}

impl<'a> Sealed<'a> {
    fn of(lowered: &'a Lowered<'a>) -> Self {
        let timeline = Timeline::of(&lowered.model);
        Self {
            lowered,
            seals: Seal::all(&lowered.model, &timeline),
            timeline,
        }
    }

    /// Number, syntax and seal of each version.
    fn versions(&self) -> impl Iterator<Item = (i64, &'a syntax::Version, Seal)> {
        let numbers = self.lowered.model.versions.iter().map(|it| it.number);
        let syntax = self.lowered.versions.iter().copied();
        numbers
            .zip(syntax)
            .zip(&self.seals)
            .map(|((number, syntax), seal)| (number, syntax, *seal))
    }
}

/// Reports a seal that the declaration doesn't have.
pub(crate) fn check_seals(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if !cx.is_clean() || lowered.versions.iter().all(|it| it.seal.is_none()) {
        return;
    }
    let sealed = Sealed::of(lowered);
    check_seal(cx, &sealed);
    let is_changed = !cx.is_clean();
    check_seal_digits(cx, &sealed);
    // Whoever has one to write has them all to write.
    if !cx.is_clean() && !is_changed {
        check_version_sealed(cx, &sealed);
    }
}

/// Reports versions without a seal, once there is nothing else to be said.
pub(crate) fn check_unsealed(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let released = usize::from(!is_release());
    let mut older = lowered.versions.iter().rev().skip(released);
    if cx.is_clean() && older.any(|it| it.seal.is_none()) {
        check_version_sealed(cx, &Sealed::of(lowered));
    }
}

/// Whether `cargo schema seal --release` asks for the seal of the newest version as well.
fn is_release() -> bool {
    std::env::var_os("RUSQLITE_SCHEMA_RELEASE").is_some()
}

// A seal is what the compiler says:
//
//     version 1 sealed "yes";
fn check_seal_digits(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    let newest = sealed.lowered.model.newest_version();
    for (number, version, seal) in sealed.versions() {
        let Some(written) = &version.seal else {
            continue;
        };
        let text = written.value();
        if text.parse::<Seal>().is_err() {
            let what = match text.as_str() {
                "" if number == newest => "the seal of the newest version is empty".to_owned(),
                "" => "the seal is empty".to_owned(),
                _ => format!("`{text}` is not a seal"),
            };
            cx.error(
                written,
                format_args!(
                    "{what}: it has sixteen hexadecimal digits\n\
                     help: write `version {number} sealed \"{seal}\"`"
                ),
            );
        }
    }
}

// A sealed version declares what it declared when it was released:
//
//     version 1 sealed "0000000000000000";
//
// An edit of what began long ago changes many seals, and is reported at the first of them.
fn check_seal(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    let written = |version: &syntax::Version| version.seal.as_ref()?.value().parse::<Seal>().ok();
    let broken: Vec<_> = sealed
        .versions()
        .filter_map(|(number, version, seal)| Some((number, version, written(version)?, seal)))
        .filter(|(_, _, written, seal)| written != seal)
        .collect();
    let Some((number, version, written, _)) = broken.first() else {
        return;
    };
    let lowered = sealed.lowered;
    let line = |origin| edit::line(lowered, version, origin);
    let schema = (&lowered.model, &sealed.timeline);
    if let Some(difference) = locate(schema, *number, *written, &line) {
        let seals = broken.iter().map(|(number, _, _, seal)| (*number, *seal));
        let edit = Edit {
            lowered,
            timeline: &sealed.timeline,
            version,
            number: *number,
            seals: seals.collect(),
            difference,
        };
        edit.report(cx);
    }
}

// A version that another one follows has been released, so it is sealed:
//
//     version 1;
//     version 2;
fn check_version_sealed(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    let newest = sealed.lowered.model.newest_version();
    for (number, version, seal) in sealed.versions() {
        let why = if number < newest {
            format!("version {} follows it", number + 1)
        } else {
            "is to be released".to_owned()
        };
        if version.seal.is_none() && (number < newest || is_release()) {
            let rest = head_rest(version);
            cx.error(
                place::version(version),
                format_args!(
                    "version {number} is not sealed, and {why}\n\
                     help: write `version {number} sealed \"{seal}\"{rest}`"
                ),
            );
        }
    }
}

/// What stands behind the seal of a version.
fn head_rest(version: &syntax::Version) -> String {
    let end = if version.actions.is_empty() {
        ";"
    } else {
        " { … }"
    };
    match &version.compatibility {
        Some(word) => format!(" {word}{end}"),
        None => end.to_owned(),
    }
}
