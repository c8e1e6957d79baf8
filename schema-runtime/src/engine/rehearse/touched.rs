//! What a stage touches.

use std::sync::Arc;

use schema_core::{
    plan::{Stage, Step},
    shape::{Shape, Table},
};

/// Whether two versions differ in a table.
pub(super) fn is_touched(before: &Shape, table: &Arc<Table>) -> bool {
    let old = before.declared_table(table.declared);
    old.is_none_or(|old| !Arc::ptr_eq(old, table))
}

/// Whether a stage has data steps. Which tables these write to is known only when they have run.
pub(super) fn moves_data(stage: &Stage) -> bool {
    let mut steps = stage.steps.iter();
    steps.any(|it| matches!(it, Step::Sql(_) | Step::Run(_)))
}
