//! The copy of a file that is made before it is changed, and those of former runs.

mod abandoned;
mod copy;
mod prune;

pub(crate) use self::copy::Copied;
