//! Memory that runs out.
//!
//! SQLite's limit on its memory is one for the whole process, so whoever sweeps through it does so in
//! a process of its own, on one thread.

#![allow(unsafe_code)]

use rusqlite::ffi;

use crate::{
    connection::{open, outlive},
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
};

/// SQLite has `step` bytes more at each point than at the one before.
#[derive(Debug)]
pub struct Memory {
    /// How many bytes lie between two points.
    pub step: u64,
}

/// How much memory SQLite uses now.
fn used() -> i64 {
    // SAFETY: the function takes no pointers and may be called at any time.
    unsafe { ffi::sqlite3_memory_used() }
}

/// How much it has used at most since this was asked last.
fn most_used() -> i64 {
    // SAFETY: as above.
    unsafe { ffi::sqlite3_memory_highwater(1) }
}

/// Sets how much SQLite may use; 0 is as much as there is.
fn limit(bytes: i64) {
    // SAFETY: as above.
    unsafe { ffi::sqlite3_hard_heap_limit64(bytes) };
}

impl Fault for Memory {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        let mut connection = open(&place.file(), None)?;
        let before = used();
        most_used();
        subject.work(&mut connection)?;
        Ok(u64::try_from(most_used() - before)?.div_ceil(self.step))
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        let mut connection = open(&place.file(), None)?;
        let allowed = i64::try_from((at - 1) * self.step)?;
        outlive(
            &mut connection,
            subject,
            |_| {
                limit(used() + allowed.max(1));
                Ok(())
            },
            |_| {
                limit(0);
                Ok(())
            },
        )
    }
}
