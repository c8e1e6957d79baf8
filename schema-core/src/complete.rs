//! What follows from a whole declaration and is written down with it, so that no program computes it.

use crate::{
    floor::Floor,
    foreseen::foresee,
    model::{Entry, Schema},
    seal::{Edition, Seal, Written},
    shape::Timeline,
};

impl Schema {
    /// Fills in what a journal says of each version, and what SQLite may keep of the newest one.
    pub fn complete(&mut self) {
        let timeline = Timeline::of(self);
        let edition = Edition::CURRENT;
        let seals = Seal::all(self, &timeline, edition);
        let floors = Floor::all(self, &timeline);
        self.foreseen = foresee(self, &timeline);
        let versions = self.versions.to_mut().iter_mut();
        for (version, (seal, Floor { readers, writers })) in
            versions.zip(seals.into_iter().zip(floors))
        {
            version.entry = Entry {
                seal: Written { edition, seal }.to_string().into(),
                readers,
                writers,
            };
        }
    }
}
