//! The public interface of the packages, so that a change of it is seen in review.
//!
//! `tests/interface.rs` lists it. There is nothing else here.
