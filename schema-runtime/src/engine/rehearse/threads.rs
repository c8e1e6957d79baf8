//! Work on several threads whose outcome is that of one.

use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// More would not help: they wait for each other where SQLite counts its memory.
const MOST: usize = 8;

/// Does the work for each item, in any order; the results in the order of the items, or the error of
/// the first item that has one.
pub(super) fn map<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let go_on = || {
        // Items are begun in their order, so all before one that fails are done in any case.
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            let outcome = work(item);
            if outcome.is_err() {
                next.store(items.len(), Ordering::Relaxed);
            }
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((at, outcome));
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores().min(MOST).min(items.len()) {
            // Without the thread it takes longer, that is all.
            let spawned = thread::Builder::new().spawn_scoped(scope, go_on);
            tracing::debug!(spawned = spawned.is_ok(), "a thread for the rehearsal");
        }
        go_on();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
