//! Random histories, written as the text of declarations by something that knows nothing of the model,
//! and files made by plain SQL whose rows are followed by hand: whatever the engine makes of them must be
//! what this second opinion says.
//!
//! `DECLARATIONS=10000 cargo test -p fuzzed --test declarations` tries so many; `DECLARATIONS_FROM=7`
//! begins with another seed than 0.
//!
//! ```text
//! seed ─► grow ─► world ─► declare ─► the text ─► schema_language, engine ─► a file ┐
//!                   ├────► plain ───► a file of each version, by plain SQL ─────────┤ ways
//!                   └────► follow ──► what becomes of its rows ─► plain ─► a file ──┘
//! ```

#![allow(
    missing_docs,
    clippy::pedantic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used,
    unreachable_pub
)]

mod declare;
mod file;
mod follow;
mod grow;
mod plain;
mod values;
mod ways;
mod world;

use std::{collections::BTreeMap, panic};

use self::{
    values::Random,
    ways::{Failure, Tally},
};

/// What a version does, as numbers.
type Versions = Vec<Vec<u64>>;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|it| it.parse().ok())
}

fn history(seed: u64) -> Versions {
    let mut random = Random(seed);
    let count = 2 + random.below(6);
    let versions = (0..count).map(|at| {
        let most = if at == 0 { 4 } else { 5 };
        let count = usize::from(at == 0) * 2 + random.below(most);
        (0..count).map(|_| random.next()).collect()
    });
    versions.collect()
}

/// Goes the ways of a history; a panic is a failure as well.
fn tried(versions: &Versions, seed: u64, tally: &mut Tally) -> Result<(), Failure> {
    let thorough = seed.is_multiple_of(4);
    let mut own = Tally::new();
    let run = panic::AssertUnwindSafe(|| ways::go(versions, seed, thorough, &mut own));
    let result = panic::catch_unwind(run).unwrap_or_else(|it| {
        let said = it.downcast_ref::<String>().cloned().unwrap_or_default();
        let text = declare::declaration(&grow::world(versions), versions.len() as i64);
        Err(Failure {
            kind: "panic".to_owned(),
            text: format!("{text}\n{said}"),
        })
    });
    for (name, count) in own {
        *tally.entry(name).or_default() += count;
    }
    result
}

/// The smallest history that fails in the same way, as far as leaving things out leads to one.
fn smaller(mut versions: Versions, seed: u64, failure: Failure) -> Failure {
    let mut smallest = failure;
    let mut again = true;
    while again {
        again = false;
        let mut places: Vec<(usize, Option<usize>)> =
            (0..versions.len()).map(|it| (it, None)).collect();
        let each = versions.iter().enumerate();
        places
            .extend(each.flat_map(|(at, it)| (0..it.len()).map(move |number| (at, Some(number)))));
        for (at, place) in places.into_iter().rev() {
            let mut fewer = versions.clone();
            match place {
                Some(it) if fewer.get(at).is_some_and(|line| it < line.len()) => {
                    fewer[at].remove(it);
                }
                None if fewer.len() > 1 && at < fewer.len() => {
                    fewer.remove(at);
                }
                _ => continue,
            }
            if let Err(it) = tried(&fewer, seed, &mut Tally::new())
                && it.kind == smallest.kind
            {
                (versions, smallest, again) = (fewer, it, true);
            }
        }
    }
    smallest
}

/// Right histories that the language refuses, by what it says.
const REFUSED: [&str; 1] = [
    // A name that went to another column while the first has two lines.
    "compile: column _ is declared twice",
];

/// Whether a failure is one of these.
fn is_known(failure: &Failure) -> bool {
    REFUSED.iter().any(|it| failure.kind.starts_with(it))
}

#[test]
fn declarations_do_to_files_what_they_say() {
    let count = number("DECLARATIONS").unwrap_or(150);
    let from = number("DECLARATIONS_FROM").unwrap_or_default();
    let mut known = 0;
    let mut tally = Tally::new();
    let mut failures: BTreeMap<String, (usize, u64, Failure)> = BTreeMap::new();
    for seed in from..from + count {
        if let Err(failure) = tried(&history(seed), seed, &mut tally) {
            if is_known(&failure) {
                known += 1;
                continue;
            }
            let entry = failures.entry(failure.kind.clone());
            entry
                .and_modify(|it| it.0 += 1)
                .or_insert((1, seed, failure));
        }
    }
    println!("{tally:#?}");
    for (kind, (times, seed, _)) in &failures {
        println!("{times} times, first with seed {seed}: {kind}");
    }
    let mut text = String::new();
    for (kind, (times, seed, failure)) in failures {
        let failure = smaller(history(seed), seed, failure);
        text += &format!(
            "\n==== {times} times, first with seed {seed}: {kind}\n{}\n",
            failure.text
        );
    }
    assert!(text.is_empty(), "{text}");
    // What is refused shows nothing of what isn't.
    assert!(
        known * 20 <= count,
        "{known} of {count} histories are refused"
    );
    let doubtful = tally
        .get("unstamped: WhichVersion")
        .copied()
        .unwrap_or_default();
    let adopted = tally.get("unstamped: Adopted").copied().unwrap_or_default();
    assert!(
        doubtful * 5 <= adopted,
        "{doubtful} files could not be judged, {adopted} could"
    );
    if count >= 150 {
        for word in ways::WORDS {
            assert!(
                tally.contains_key(&format!("declares `{word}`")),
                "no history has {word}"
            );
        }
    }
}
