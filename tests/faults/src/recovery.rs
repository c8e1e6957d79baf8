//! A process that dies while it recovers a file from the death of another.

use std::path::PathBuf;

use crate::{
    kill::{Moment, Work, count, kill},
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
};

/// A first process ends at one of its accesses to the disk, a second one in the recovery from that.
#[derive(Debug)]
pub struct KillTwice {
    program: PathBuf,
    firsts: u64,
    points: Vec<(u64, u64)>,
}

impl KillTwice {
    /// Tries so many ends of a first process.
    #[must_use]
    pub fn new(program: PathBuf, firsts: u64) -> Self {
        Self {
            program,
            firsts,
            points: Vec::new(),
        }
    }

    fn first(
        &self,
        at: u64,
        scenario: &Scenario,
        subject: &Subject,
        place: &Place,
    ) -> Result<Ended> {
        place.lay(scenario.bytes.as_deref(), &[])?;
        kill(
            &self.program,
            Moment::Access,
            Work::Upgrade,
            at,
            place,
            subject,
        )
    }
}

impl Fault for KillTwice {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        let (program, moment) = (&self.program, Moment::Access);
        let all = count(program, moment, Work::Upgrade, &place, subject)?;
        let mut points = Vec::new();
        for number in 1..=self.firsts.min(all) {
            // The last ones are those with the most to recover.
            let first = all - (all * (self.firsts - number)) / (self.firsts * 2);
            self.first(first, scenario, subject, &place)?;
            let seconds = count(program, moment, Work::Read, &place, subject)?;
            points.extend((1..=seconds).map(|second| (first, second)));
        }
        self.points = points;
        Ok(self.points.len() as u64)
    }

    fn strike(
        &mut self,
        at: u64,
        scenario: &Scenario,
        subject: &Subject,
        place: &Place,
    ) -> Result<Ended> {
        let index = usize::try_from(at - 1)?;
        let Some((first, second)) = self.points.get(index).copied() else {
            place.lay(scenario.bytes.as_deref(), &[])?;
            return kill(
                &self.program,
                Moment::Access,
                Work::Upgrade,
                u64::MAX,
                place,
                subject,
            );
        };
        self.first(first, scenario, subject, place)?;
        kill(
            &self.program,
            Moment::Access,
            Work::Read,
            second,
            place,
            subject,
        )
    }
}
