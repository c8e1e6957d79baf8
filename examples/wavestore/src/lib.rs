//! WaveStore.
