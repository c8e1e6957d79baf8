//! Ways that take turns in one run, so that a busy machine slows all of them alike.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// A round longer than this is not repeated: a thousandth more or less tells nobody anything.
const LONG: Duration = Duration::from_secs(20);

/// A round shorter than this is done once before it is measured, because the processor's caches are
/// full of what the way before has left there, and it may have left much.
const SHORT: Duration = Duration::from_millis(20);

/// What a round took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub wall: Duration,
    /// Processor time of all threads, which a busy machine distorts less.
    pub processor: Duration,
}

/// One way of doing a work: prepares, does what is measured, and says what that took.
pub struct Way<'a> {
    pub name: String,
    pub round: Box<dyn FnMut() -> Taken + 'a>,
}

/// Measures one call. What it returns is dropped when the clock stands.
pub fn measure<T>(call: impl FnOnce() -> T) -> Taken {
    let (processor, wall) = (processor_time(), Instant::now());
    let outcome = call();
    let taken = Taken {
        wall: wall.elapsed(),
        processor: processor_time().saturating_sub(processor),
    };
    drop(outcome);
    taken
}

fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        now.tv_sec.try_into().unwrap(),
        now.tv_nsec.try_into().unwrap(),
    )
}

/// Lets the ways take turns, and prints a line for each: work, size, way, and medians in nanoseconds.
pub fn interleave(work: &str, size: &str, rounds: usize, mut ways: Vec<Way<'_>>) {
    let mut all: Vec<Vec<Taken>> = ways.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        // None is to have always the same one before it.
        let mut order: Vec<usize> = (0..ways.len()).collect();
        fastrand::Rng::with_seed(round as u64).shuffle(&mut order);
        for at in order {
            let (way, taken) = (&mut ways[at], &mut all[at]);
            let last: Option<&Taken> = taken.last();
            if last.is_some_and(|it| it.wall > LONG) {
                continue;
            }
            if last.is_none_or(|it| it.wall < SHORT) && rounds > 1 {
                (way.round)();
            }
            taken.push((way.round)());
        }
    }
    for (way, taken) in ways.iter().zip(&all) {
        let middle = |which: fn(&Taken) -> Duration| {
            let mut times: Vec<Duration> = taken.iter().map(which).collect();
            times.sort_unstable();
            times[times.len() / 2].as_nanos()
        };
        let (wall, processor) = (middle(|it| it.wall), middle(|it| it.processor));
        let rounds = taken.len();
        println!(
            "{work}\t{size}\t{}\t{wall}\t{processor}\t{rounds}",
            way.name
        );
    }
}
