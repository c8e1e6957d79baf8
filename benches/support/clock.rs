//! Ways that take turns, the time and the processor time that each takes, and the table of both.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// A name, and something to do with a path.
pub(crate) type Way<'a> = (&'a str, Box<dyn Fn(&Path) + 'a>);

/// The time that this thread has been on a processor, which other processes don't lengthen.
fn on_processor() -> Duration {
    let numbers = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = numbers
        .split_whitespace()
        .next()
        .and_then(|it| it.parse().ok());
    Duration::from_nanos(first.unwrap_or_default())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Does each way in turn, so that a busy machine slows all of them alike, and prints the medians.
///
/// The system counts the processor's time in steps that are longer than a round, so that is a mean.
pub(crate) fn measure(title: &str, rounds: usize, ways: &[Way<'_>], path: impl Fn() -> PathBuf) {
    let mut times = vec![(Vec::new(), Duration::ZERO); ways.len()];
    for _ in 0..rounds {
        for ((_, way), (walls, processor)) in ways.iter().zip(&mut times) {
            let path = path();
            let (began, before) = (Instant::now(), on_processor());
            way(&path);
            *processor += on_processor().saturating_sub(before);
            walls.push(began.elapsed());
        }
    }
    let rounds = u32::try_from(rounds).unwrap_or(u32::MAX);
    let each = times.into_iter();
    let each: Vec<_> = each
        .map(|(wall, all)| (median(wall), all / rounds))
        .collect();
    let (base, base_processor) = each.first().copied().unwrap_or_default();
    println!("| {title} | µs | ratio | µs on the processor | ratio |\n|---|---|---|---|---|");
    for ((way, _), (wall, processor)) in ways.iter().zip(each) {
        let ratio = wall.as_secs_f64() / base.as_secs_f64();
        let ratio_processor = processor.as_secs_f64() / base_processor.as_secs_f64();
        println!(
            "| {way} | {} | {ratio:.2} | {} | {ratio_processor:.2} |",
            wall.as_micros(),
            processor.as_micros()
        );
    }
    println!();
}
