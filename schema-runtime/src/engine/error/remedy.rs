//! What helps with a file that differs from its declaration.

use std::fmt::{self, Display, Formatter};

/// What helps with a file that differs from its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// [`Drift::Repair`](crate::engine::Drift::Repair): adding is enough.
    Repair,
    /// [`Options::reshape`](crate::engine::Options::reshape): rows have to be touched.
    Reshape,
    /// A newer program, which has written the file.
    Update,
    /// Nothing that this library could do without losing something.
    ByHand,
}

impl Display for Remedy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Repair => {
                "open it with `Options::default().drift(Drift::Repair)`, which adds what is missing"
            }
            Self::Reshape => {
                "open it with `Options::default().reshape()`, which copies the file and brings it to the declared shape with its rows"
            }
            Self::Update => "update the program to the one that has written the file",
            Self::ByHand => {
                "give the listed columns a default or a `from`, or change the file by hand"
            }
        })
    }
}
