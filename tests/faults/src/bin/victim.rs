//! A process that is to die; see `faults::kill`.

use faults::{kill, scenario::Result};

fn main() -> Result<()> {
    kill::victim()
}
