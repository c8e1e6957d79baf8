//! SipHash-2-4 of a text, with a key of our own.
//!
//! Sixty-four bits are enough that no two texts meet by accident. Whoever wants to craft a file whose
//! table passes for another one has to try some 2^57 texts: nothing better is known against it, even
//! with the key, which the fingerprints of a sum or of FNV would not say.

/// The key: no secret, only another one than anybody else's.
const KEY: [u64; 2] = [0x6f62_6a65_6374_7321, 0x7371_6c69_7465_2033];

/// The fingerprint of a text as SQLite keeps it.
#[must_use]
pub fn fingerprint(text: &[u8]) -> u64 {
    let mut state = State::new(KEY);
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        state.take(u64::from_le_bytes(*word));
    }
    // The last word ends with the length, so that zeros at the end count.
    let length = u64::try_from(text.len()).unwrap_or_default() << 56;
    let last = rest
        .iter()
        .rev()
        .fold(0, |word, byte| word << 8 | u64::from(*byte));
    state.take(length | last);
    state.finish()
}

struct State([u64; 4]);

impl State {
    fn new([first, second]: [u64; 2]) -> Self {
        Self([
            first ^ 0x736f_6d65_7073_6575,
            second ^ 0x646f_7261_6e64_6f6d,
            first ^ 0x6c79_6765_6e65_7261,
            second ^ 0x7465_6462_7974_6573,
        ])
    }

    fn take(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.round();
        self.0[0] ^= word;
    }

    fn round(&mut self) {
        let [mut a, mut b, mut c, mut d] = self.0;
        a = a.wrapping_add(b);
        c = c.wrapping_add(d);
        b = b.rotate_left(13) ^ a;
        d = d.rotate_left(16) ^ c;
        a = a.rotate_left(32).wrapping_add(d);
        c = c.wrapping_add(b);
        b = b.rotate_left(17) ^ c;
        d = d.rotate_left(21) ^ a;
        c = c.rotate_left(32);
        self.0 = [a, b, c, d];
    }

    fn finish(mut self) -> u64 {
        self.0[2] ^= 0xff;
        for _ in 0..4 {
            self.round();
        }
        let [a, b, c, d] = self.0;
        a ^ b ^ c ^ d
    }
}

#[cfg(test)]
mod tests {
    use std::hash::Hasher;

    use super::*;

    #[test]
    fn it_is_what_the_standard_library_computes() {
        let text = "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL)\0\0";
        for end in 0..=text.len() {
            #[allow(deprecated, reason = "the only one whose algorithm is promised")]
            let mut theirs = std::hash::SipHasher::new_with_keys(KEY[0], KEY[1]);
            theirs.write(&text.as_bytes()[..end]);
            assert_eq!(
                fingerprint(&text.as_bytes()[..end]),
                theirs.finish(),
                "{end}"
            );
        }
    }
}
