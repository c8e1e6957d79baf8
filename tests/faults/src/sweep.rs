//! Moving the point of failure through a run until it succeeds.

use std::{
    env,
    fmt::{self, Display, Formatter},
    time::{Duration, Instant},
};

use crate::{
    oracle::{Found, judge},
    scenario::{Journal, Place, Result, STARTS, Scenario, Start},
    subject::Subject,
};

/// A way to fail.
pub trait Fault {
    /// How many points a run has.
    ///
    /// # Errors
    ///
    /// A run without a failure fails.
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64>;

    /// Runs with a failure at a point, the first of which is 1; behind the last one, without.
    ///
    /// # Errors
    ///
    /// What a failure must not do: the connection is not as it was, or the failure has another effect.
    fn strike(
        &mut self,
        at: u64,
        scenario: &Scenario,
        subject: &Subject,
        place: &Place,
    ) -> Result<Ended>;
}

/// How a run has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It says that the file is new.
    Well,
    /// It says that the file is as it was, and what was in its way.
    Badly(String),
    /// There is nobody left to say anything.
    Silently,
}

/// What a sweep has seen.
#[derive(Debug, Default)]
pub struct Tally {
    /// Points at which a run was made to fail.
    pub points: u64,
    /// After how many of them the file was old.
    pub old: u64,
    /// After how many of them the file was new.
    pub new: u64,
    /// What was wrong, with the point.
    pub wrong: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

impl Tally {
    /// Takes what another sweep has seen into account.
    pub fn add(&mut self, other: Self) {
        self.points += other.points;
        self.old += other.old;
        self.new += other.new;
        self.wrong.extend(other.wrong);
        self.took += other.took;
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            points, old, new, ..
        } = self;
        let (wrong, took) = (self.wrong.len(), self.took.as_secs_f64());
        write!(
            f,
            "{points} points, {old} old, {new} new, {wrong} wrong, {took:.1} s"
        )
    }
}

/// At how many points of each scenario a run fails at most: at `long` under `FAULTS=long`.
#[must_use]
pub fn budget(quick: u64, long: u64) -> u64 {
    let is_long = env::var_os("FAULTS").is_some_and(|it| it == "long");
    if is_long { long } else { quick }
}

/// Sweeps through all starts in both modes, for a test: the engine must pass, and its statements without
/// a transaction must not.
///
/// # Panics
///
/// One of them does not.
#[allow(clippy::unwrap_used, reason = "this is a test")]
pub fn holds(name: &str, fault: &mut dyn Fault, quick: u64, long: u64) {
    for journal in [Journal::Rollback, Journal::Wal] {
        let mut tally = Tally::default();
        for start in STARTS {
            let seen = sweep(start, journal, fault, budget(quick, long)).unwrap();
            println!("    {name}, {journal:?}, {start:?}: {seen}");
            tally.add(seen);
        }
        println!("{name}, {journal:?}: {tally}");
        let few: Vec<_> = tally.wrong.iter().take(12).collect();
        assert!(few.is_empty(), "{name}: {tally}\n{few:#?}");
        let tally = control(journal, fault, quick.min(20)).unwrap();
        assert!(!tally.wrong.is_empty(), "{name} sees nothing: {tally}");
    }
}

/// Sweeps through the engine's run from a start.
///
/// # Errors
///
/// A run without a failure fails.
pub fn sweep(start: Start, journal: Journal, fault: &mut dyn Fault, budget: u64) -> Result<Tally> {
    let scenario = Scenario::new(start, journal)?;
    sweep_one(&scenario, &Subject::Engine, fault, budget)
}

/// Sweeps through one run of the control, which has the longest way.
///
/// # Errors
///
/// A run without a failure fails.
pub fn control(journal: Journal, fault: &mut dyn Fault, budget: u64) -> Result<Tally> {
    let scenario = Scenario::new(Start::Version(1), journal)?;
    let subject = Subject::control(&scenario)?;
    sweep_one(&scenario, &subject, fault, budget)
}

/// Sweeps through one run, at most `budget` points of it, evenly.
fn sweep_one(
    scenario: &Scenario,
    subject: &Subject,
    fault: &mut dyn Fault,
    budget: u64,
) -> Result<Tally> {
    let begun = Instant::now();
    let mut tally = Tally::default();
    let place = Place::new()?;
    let count = fault.count(scenario, subject)?;
    let stride = count.div_ceil(budget).max(1);
    let points = (1..=count).step_by(usize::try_from(stride)?);
    for at in points.chain([count + 1]) {
        place.lay(scenario.bytes.as_deref(), &[])?;
        let ended = fault.strike(at, scenario, subject, &place);
        let found = judge(scenario, &place);
        tally.points += 1;
        tally.old += u64::from(matches!(found, Ok(Found::Old)));
        tally.new += u64::from(matches!(found, Ok(Found::New)));
        if let Err(wrong) = agree(ended, found, at > count) {
            let (start, journal) = (scenario.start, scenario.journal);
            let wrong = format!("{start:?}, {journal:?}, {at} of {count}: {wrong}");
            tally.wrong.push(wrong);
        }
    }
    tally.took = begun.elapsed();
    Ok(tally)
}

/// Whether what a run says of itself is what the file says.
fn agree(ended: Result<Ended>, found: Result<Found>, is_behind: bool) -> Result<()> {
    match (ended?, found?) {
        (Ended::Well, Found::Old) => {
            Err("the run says that all is well, but the file is old".into())
        }
        (Ended::Badly(said), Found::New) => {
            Err(format!("the file is new, but the run says: {said}").into())
        }
        (Ended::Badly(said), _) if is_behind => {
            Err(format!("nothing fails, but the run: {said}").into())
        }
        _ => Ok(()),
    }
}
