//! See `tests/fuzzed`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(fuzzed::file::survives(bytes)));
