//! Memory that runs out, in a process of its own: the limit is the whole process's.

#![allow(missing_docs)]

use faults::{
    memory::Memory,
    sweep::{budget, holds},
};

#[test]
fn memory_that_runs_out() {
    holds(
        "memory",
        &mut Memory {
            step: budget(1024, 256),
        },
        30,
        u64::MAX,
    );
}
