//! Bytes that are not what they were.

use std::fs;

use crate::{old, opened};

/// Chance that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

const TIMES: u64 = 300;

/// Damages some bytes of the first `limit` many times over, and counts the refusals.
fn damage(limit: usize) -> u64 {
    let folder = old();
    let whole = fs::read(folder.file()).unwrap();
    let mut refusals = 0;
    for seed in 1..=TIMES {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(4) {
            let at = dice.below(limit.min(bytes.len()));
            bytes[at] = match dice.below(4) {
                0 => 0,
                1 => 255,
                2 => bytes[at].wrapping_add(1),
                _ => u8::try_from(dice.below(256)).unwrap(),
            };
        }
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(folder.file(), bytes).unwrap();
        refusals += u64::from(opened(&folder, &format!("seed {seed}")).is_some());
    }
    refusals
}

#[test]
fn headers() {
    let refusals = damage(100);
    assert!((50..TIMES).contains(&refusals), "{refusals} of {TIMES}");
}

#[test]
fn schema_pages() {
    let refusals = damage(4096);
    assert!((1..TIMES).contains(&refusals), "{refusals} of {TIMES}");
}

#[test]
fn any_pages() {
    let refusals = damage(usize::MAX);
    assert!((1..TIMES).contains(&refusals), "{refusals} of {TIMES}");
}
