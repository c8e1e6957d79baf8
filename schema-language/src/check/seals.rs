//! The seals: what was released stays as it was.
//!
//! A seal can't be right in a declaration that has errors, so these checks come last.

use schema_core::{
    seal::{Edition, NotASeal, Seal, Written},
    shape::Timeline,
};

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
    seals: Vec<Written>,
    /// Those of the first edition, if some are written down.
    firsts: Vec<Seal>,
}

/// A version, what it is sealed with, and what it should be sealed with.
struct Sealing<'a> {
    number: i64,
    version: &'a syntax::Version,
    /// What is written; none where that is no seal.
    written: Option<Written>,
    /// What should be written.
    seal: Written,
    /// What should be written in the edition of what is.
    same: Seal,
}

impl<'a> Sealed<'a> {
    fn of(lowered: &'a Lowered<'a>) -> Self {
        let timeline = Timeline::of(&lowered.model);
        let all = |edition| Seal::all(&lowered.model, &timeline, edition);
        let edition = Edition::CURRENT;
        let seals = all(edition).into_iter();
        let mut written = lowered.versions.iter().filter_map(|it| written(it));
        let firsts = written.any(|it| it.edition == Edition::First);
        Self {
            lowered,
            seals: seals.map(|seal| Written { edition, seal }).collect(),
            firsts: if firsts {
                all(Edition::First)
            } else {
                Vec::new()
            },
            timeline,
        }
    }

    /// The versions, oldest first.
    fn versions(&self) -> impl Iterator<Item = Sealing<'a>> {
        let numbers = self.lowered.model.versions.iter().map(|it| it.number);
        let syntax = self.lowered.versions.iter().copied();
        let seals = self.seals.iter().enumerate();
        numbers
            .zip(syntax)
            .zip(seals)
            .map(|((number, version), (at, seal))| {
                let written = written(version);
                let first = written.filter(|it| it.edition == Edition::First);
                let first = first.and_then(|_| self.firsts.get(at).copied());
                Sealing {
                    number,
                    version,
                    written,
                    seal: *seal,
                    same: first.unwrap_or(seal.seal),
                }
            })
    }
}

/// The seal that is written at a version, if it is one.
fn written(version: &syntax::Version) -> Option<Written> {
    version.seal.as_ref()?.value().parse().ok()
}

/// Reports a seal that the declaration doesn't have.
pub(crate) fn check_seals(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    if !cx.is_clean() || lowered.versions.iter().all(|it| it.seal.is_none()) {
        return;
    }
    let sealed = Sealed::of(lowered);
    check_seal_digits(cx, &sealed);
    check_seal(cx, &sealed);
    check_seal_edition(cx, &sealed);
}

/// Reports versions without a seal, once there is nothing else to be said.
pub(crate) fn check_unsealed(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut older = lowered.versions.iter().rev().skip(1);
    if cx.is_clean() && older.any(|it| it.seal.is_none()) {
        check_version_sealed(cx, &Sealed::of(lowered));
    }
}

// A seal is what the compiler says:
//
//     version 1 sealed "yes";
fn check_seal_digits(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    for Sealing {
        number,
        version,
        seal,
        ..
    } in sealed.versions()
    {
        let Some(written) = &version.seal else {
            continue;
        };
        let text = written.value();
        let form = "it has an edition, a colon and sixteen hexadecimal digits";
        let message = match (text.parse::<Written>(), text.as_str()) {
            (Ok(_), _) => continue,
            (Err(NotASeal::UnknownEdition), _) => {
                format!(
                    "`{text}` is a seal that a newer rusqlite-schema wrote\n\
                     help: use that version of the crate, or a later one"
                )
            }
            (Err(NotASeal::Form), "") => format!(
                "the seal is empty: {form}\nhelp: write `version {number} sealed \"{seal}\"`"
            ),
            (Err(NotASeal::Form), _) => format!(
                "`{text}` is not a seal: {form}\nhelp: write `version {number} sealed \"{seal}\"`"
            ),
        };
        cx.error(written, message);
    }
}

// A sealed version declares what it declared when it was released:
//
//     version 1 sealed "2:0000000000000000";
//
// An edit of what began long ago changes many seals, and is reported at the first of them.
fn check_seal(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    let is_broken = |it: &Sealing<'_>| it.written.is_some_and(|written| written.seal != it.same);
    let broken: Vec<Sealing<'_>> = sealed.versions().filter(is_broken).collect();
    let Some((first, written)) = broken.first().and_then(|it| Some((it, it.written?))) else {
        return;
    };
    let lowered = sealed.lowered;
    let line = |origin| edit::line(lowered, first.version, origin);
    let schema = (&lowered.model, &sealed.timeline);
    if let Some(difference) = locate(schema, first.number, written, &line) {
        let edit = Edit {
            lowered,
            timeline: &sealed.timeline,
            version: first.version,
            number: first.number,
            seals: broken.iter().map(|it| (it.number, it.seal)).collect(),
            difference,
        };
        edit.report(cx);
    }
}

// A seal of an earlier edition is right as far as it goes, and another one is written instead:
//
//     version 1 sealed "0000000000000000";
//
// It says nothing of what has been added to seals since, so what it covers is compared before.
fn check_seal_edition(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    if !cx.is_clean() {
        return;
    }
    let is_old = |it: &Sealing<'_>| {
        it.written
            .is_some_and(|written| written.edition != it.seal.edition)
    };
    let old: Vec<Sealing<'_>> = sealed.versions().filter(is_old).collect();
    let Some(first) = old.first() else {
        return;
    };
    let what = "this seal is right, but of an edition that doesn't cover what values columns hold";
    let line =
        |Sealing { number, seal, .. }: &Sealing<'_>| format!("version {number} sealed \"{seal}\"");
    let help = if let [only] = old.as_slice() {
        format!("write this one instead: `{}`", line(only))
    } else {
        let lines: Vec<String> = old.iter().map(line).collect();
        format!(
            "write these instead:\n          {}",
            lines.join("\n          ")
        )
    };
    cx.error(&first.version.seal, format_args!("{what}\nhelp: {help}"));
}

// A version that another one follows has been released, so it is sealed:
//
//     version 1;
//     version 2;
fn check_version_sealed(cx: &mut Ctxt, sealed: &Sealed<'_>) {
    let newest = sealed.lowered.model.newest_version();
    for Sealing {
        number,
        version,
        seal,
        ..
    } in sealed.versions()
    {
        if version.seal.is_none() && number < newest {
            let rest = head_rest(version);
            cx.error(
                place::version(version),
                format_args!(
                    "version {number} is not sealed, and version {} follows it\n\
                     help: write `version {number} sealed \"{seal}\"{rest}`",
                    number + 1
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
