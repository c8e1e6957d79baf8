//! Rehearses each schema, and fails where one does not come out as it should.

use std::{borrow::Cow::Borrowed as B, process, thread, time::Duration};

use schema_core::model::*;
use schema_runtime::engine::rehearse;

fn main() {
    // A changed planner may never come to an end.
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(60));
        println!("the rehearsal does not come to an end");
        process::exit(2);
    });
    let mut surprises = 0;
    for (name, is_sound, schema) in SCHEMAS {
        match rehearse(schema) {
            Err(refused) if *is_sound => println!("{name}, version {}: {}", refused.version, refused.error),
            Ok(_) if !is_sound => println!("{name}: not refused"),
            _ => continue,
        }
        surprises += 1;
    }
    process::exit(i32::from(surprises > 0));
}

