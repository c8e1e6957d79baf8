//! A disk that fails: reads, writes, truncations, syncs, deletions and openings.

use crate::{
    connection::{open, outlive},
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
    vfs::{self, Mishap},
};

/// The k-th access to the disk fails.
#[derive(Debug)]
pub struct BadDisk(
    /// What happens to which access.
    pub fn(u64) -> Mishap,
);

impl BadDisk {
    fn run(place: &Place, subject: &Subject, mishap: Mishap) -> Result<(Ended, u64)> {
        let mut connection = open(&place.file(), Some(vfs::name()?))?;
        let mut seen = 0;
        let ended = outlive(
            &mut connection,
            subject,
            |_| {
                vfs::begin(mishap);
                Ok(())
            },
            |_| {
                seen = vfs::end().0;
                Ok(())
            },
        )?;
        Ok((ended, seen))
    }
}

impl Fault for BadDisk {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        Ok(Self::run(&place, subject, Mishap::None)?.1)
    }

    fn strike(&mut self, at: u64, _: &Scenario, subject: &Subject, place: &Place) -> Result<Ended> {
        Ok(Self::run(place, subject, self.0(at))?.0)
    }
}
