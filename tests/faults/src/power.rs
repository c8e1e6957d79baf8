//! Power that goes: what was not synced is lost, or some sectors of it are.
//!
//! One run is written down by the VFS; what a disk may hold after its k-th access is then made from
//! that, as often as there are ways to lose something.

use crate::{
    connection::open,
    scenario::{Place, Result, Scenario},
    subject::Subject,
    sweep::{Ended, Fault},
    vfs::{self, Event, Part},
};

/// The power goes after the k-th access to the disk.
#[derive(Debug)]
pub struct PowerLoss {
    /// How many random losses are tried at each access, beside those of everything and of nothing.
    pub seeds: u64,
    events: Vec<Event>,
}

/// A disk writes whole sectors.
const SECTOR: usize = 512;

impl PowerLoss {
    /// Tries so many random losses at each access.
    #[must_use]
    pub fn new(seeds: u64) -> Self {
        Self {
            seeds,
            events: Vec::new(),
        }
    }

    fn variants(&self) -> u64 {
        self.seeds + 2
    }
}

impl Fault for PowerLoss {
    fn count(&mut self, scenario: &Scenario, subject: &Subject) -> Result<u64> {
        let place = Place::new()?;
        place.lay(scenario.bytes.as_deref(), &[])?;
        let mut connection = open(&place.file(), Some(vfs::name()?))?;
        vfs::record();
        let outcome = subject.work(&mut connection);
        // Closing is part of it: a log is then copied into its file.
        drop(connection);
        self.events = vfs::end().1;
        outcome?;
        Ok(self.events.len() as u64 * self.variants())
    }

    fn strike(
        &mut self,
        at: u64,
        scenario: &Scenario,
        _: &Subject,
        place: &Place,
    ) -> Result<Ended> {
        let variants = self.variants();
        let until = usize::try_from((at - 1) / variants + 1)?;
        let is_behind = until > self.events.len();
        let mut fate = match at % variants {
            _ if is_behind => Fate::Kept,
            0 => Fate::Lost,
            1 => Fate::Kept,
            _ => Fate::Torn(Dice::new(at)),
        };
        let mut disk = Disk::new(scenario.bytes.clone());
        for event in self.events.iter().take(until) {
            disk.take(event);
        }
        let [main, journal, wal] = disk.after(&mut fate);
        let sides: Vec<(&str, &[u8])> = [("-journal", &journal), ("-wal", &wal)]
            .into_iter()
            .filter_map(|(side, bytes)| Some((side, bytes.as_deref()?)))
            .collect();
        place.lay(main.as_deref(), &sides)?;
        Ok(if is_behind {
            Ended::Well
        } else {
            Ended::Silently
        })
    }
}

/// What becomes of writes that were not synced.
#[derive(Debug)]
enum Fate {
    Lost,
    Kept,
    Torn(Dice),
}

impl Fate {
    /// Whether the next piece reaches the disk.
    fn keeps(&mut self) -> bool {
        match self {
            Self::Lost => false,
            Self::Kept => true,
            Self::Torn(dice) => dice.throw(),
        }
    }
}

/// Chance that is the same every time.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn throw(&mut self) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 63 == 1
    }
}

/// What of one file is safe, and what isn't yet.
#[derive(Debug, Default)]
struct Safe<'events> {
    bytes: Option<Vec<u8>>,
    pending: Vec<&'events Event>,
}

/// A disk, and what it has been told to write.
#[derive(Debug)]
struct Disk<'events>([Safe<'events>; 3]);

impl<'events> Disk<'events> {
    fn new(main: Option<Vec<u8>>) -> Self {
        let main = Safe {
            bytes: main,
            pending: Vec::new(),
        };
        Self([main, Safe::default(), Safe::default()])
    }

    fn take(&mut self, event: &'events Event) {
        let (Event::Write(part, ..)
        | Event::Truncate(part, _)
        | Event::Sync(part)
        | Event::Delete(part)) = event;
        let [main, journal, wal] = &mut self.0;
        let file = match part {
            Part::Main => main,
            Part::Journal => journal,
            Part::Wal => wal,
            Part::Temporary => return,
        };
        let was_deleted = matches!(file.pending.last(), Some(Event::Delete(_)));
        // A file that is made again has been deleted before: a folder keeps its order.
        if matches!(event, Event::Sync(_)) || was_deleted {
            file.settle(&mut Fate::Kept);
        }
        if !matches!(event, Event::Sync(_)) {
            file.pending.push(event);
        }
    }

    /// The files that are found when the power is back.
    fn after(mut self, fate: &mut Fate) -> [Option<Vec<u8>>; 3] {
        for file in &mut self.0 {
            file.settle(fate);
        }
        self.0.map(|file| file.bytes)
    }
}

impl Safe<'_> {
    /// Does what is pending, or as much of it as fate lets through.
    fn settle(&mut self, fate: &mut Fate) {
        for event in self.pending.drain(..) {
            match event {
                Event::Write(_, at, bytes) => {
                    let file = self.bytes.get_or_insert_default();
                    write(file, *at, bytes, fate);
                }
                Event::Truncate(_, size) if fate.keeps() => {
                    self.bytes.get_or_insert_default().resize(*size, 0);
                }
                Event::Delete(_) if fate.keeps() => self.bytes = None,
                _ => {}
            }
        }
    }
}

/// Writes those sectors that fate lets through.
fn write(file: &mut Vec<u8>, at: usize, bytes: &[u8], fate: &mut Fate) {
    let (mut at, mut rest) = (at, bytes);
    while !rest.is_empty() {
        let length = (SECTOR - at % SECTOR).min(rest.len());
        let (piece, behind) = rest.split_at(length);
        if fate.keeps() {
            let end = at + length;
            if file.len() < end {
                file.resize(end, 0);
            }
            if let Some(place) = file.get_mut(at..end) {
                place.copy_from_slice(piece);
            }
        }
        (at, rest) = (at + length, behind);
    }
}
