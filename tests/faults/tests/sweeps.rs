//! Every way to fail, at point after point; `FAULTS=long` for as good as all of them.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use faults::{
    connection::{Full, Interrupt, Refusal},
    disk::BadDisk,
    end::AtTheEnd,
    kill::{Kill, Moment},
    limit::Little,
    power::PowerLoss,
    recovery::KillTwice,
    sweep::{budget, holds},
    vfs::Mishap,
};

fn killed(moment: Moment) -> Kill {
    Kill {
        program: env!("CARGO_BIN_EXE_victim").into(),
        moment,
    }
}

#[test]
fn a_full_disk() {
    holds("full", &mut Full, 200, u64::MAX);
}

#[test]
fn an_interrupt() {
    holds("interrupt", &mut Interrupt, 60, u64::MAX);
}

#[test]
fn an_interrupt_at_the_end() {
    let fault = &mut AtTheEnd::new(Interrupt, 60);
    holds("interrupt at the end", fault, 60, 60);
}

#[test]
fn an_authorizer() {
    holds("authorizer", &mut Refusal, 60, u64::MAX);
}

#[test]
fn a_connection_of_little_capacity() {
    holds("limit", &mut Little, 50, u64::MAX);
}

#[test]
fn an_access_that_fails() {
    holds(
        "access fails once",
        &mut BadDisk(Mishap::Once),
        70,
        u64::MAX,
    );
}

#[test]
fn a_disk_that_is_gone() {
    let fault = &mut BadDisk(Mishap::FromThereOn);
    holds("disk gone", fault, 40, u64::MAX);
}

#[test]
fn power_that_goes() {
    holds("power", &mut PowerLoss::new(budget(2, 40)), 120, u64::MAX);
}

#[test]
fn a_kill_between_statements() {
    holds(
        "kill at a statement",
        &mut killed(Moment::Statement),
        12,
        u64::MAX,
    );
}

#[test]
fn a_kill_inside_a_statement() {
    holds("kill at a tick", &mut killed(Moment::Tick), 12, 500);
}

#[test]
fn a_kill_at_the_disk() {
    holds(
        "kill at an access",
        &mut killed(Moment::Access),
        16,
        u64::MAX,
    );
}

#[test]
fn a_kill_during_recovery() {
    let program = env!("CARGO_BIN_EXE_victim").into();
    let fault = &mut KillTwice::new(program, budget(3, 20));
    holds("kill during recovery", fault, 12, u64::MAX);
}
