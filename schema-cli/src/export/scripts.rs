//! The statements of each version.

use schema_core::{
    model::Schema,
    plan::{Stage, creation, plan},
};

use super::{replay::Replay, script::Script, unfit::unfit};
use crate::error::{Error, Result};

/// The versions from `first` on, which is created at once; an error that names everything that needs
/// the program.
pub(crate) fn scripts(schema: &Schema, first: i64) -> Result<Vec<Script<'_>>> {
    let mut scripts = Vec::new();
    let mut reasons = Vec::new();
    let versions = schema.versions.iter().filter(|it| it.number >= first);
    for version in versions {
        let mut script = Script {
            version,
            defers: false,
            steps: Vec::new(),
        };
        for stage in stages(schema, version.number, first) {
            let replay = Replay::of(&stage);
            let hazards = replay.hazards.into_iter();
            reasons.extend(hazards.map(|it| format!("version {}: {it}", version.number)));
            script.defers |= replay.defers;
            script.steps.extend(replay.steps);
        }
        scripts.push(script);
    }
    reasons.extend(unfit(schema, &scripts));
    if reasons.is_empty() {
        return Ok(scripts);
    }
    Err(Error::Unfit {
        schema: schema.name.to_string(),
        reasons,
    })
}

fn stages(schema: &Schema, version: i64, first: i64) -> Vec<Stage> {
    if version == first {
        vec![creation(&schema.shape(version))]
    } else {
        plan(schema, version - 1, version).stages
    }
}
