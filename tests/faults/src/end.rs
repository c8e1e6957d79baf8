//! The last points of a run: there it commits, and after that it must not say that nothing was changed.

use crate::{
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
};

/// Fails in another way, at its last points only.
#[derive(Debug)]
pub struct AtTheEnd<F> {
    fault: F,
    points: u64,
    before: u64,
}

impl<F> AtTheEnd<F> {
    /// Fails at so many points.
    #[must_use]
    pub fn new(fault: F, points: u64) -> Self {
        Self {
            fault,
            points,
            before: 0,
        }
    }
}

impl<F: Fault> Fault for AtTheEnd<F> {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let all = self.fault.count(scenario, subject)?;
        self.before = all.saturating_sub(self.points);
        Ok(all - self.before)
    }

    fn strike(
        &mut self,
        at: u64,
        scenario: &Scenario,
        subject: &Subject,
        place: &Place,
    ) -> Result<Ended> {
        let at = self.before + at;
        self.fault.strike(at, scenario, subject, place)
    }
}
