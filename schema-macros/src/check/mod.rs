//! What a schema must be to make sense.
//!
//! Each check is a function called `check_…`, preceded by an example of what it refuses.

mod generated_name;

use crate::{lower::Lowered, report::Ctxt};

/// Reports everything that can be known without running the history.
pub(crate) fn check(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    generated_name::check_generated_names(cx, lowered);
}
