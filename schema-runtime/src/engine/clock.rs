//! How long something takes, where there is a clock.

use std::time::Duration;

/// Since when something is under way. In a browser nobody tells, and everything takes no time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun(
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))] std::time::Instant,
);

impl Begun {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub(super) fn now() -> Self {
        Self(std::time::Instant::now())
    }

    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub(super) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    pub(super) fn now() -> Self {
        Self()
    }

    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    pub(super) fn elapsed(self) -> Duration {
        Duration::ZERO
    }
}
