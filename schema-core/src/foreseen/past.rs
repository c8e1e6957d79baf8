//! The forms that a table of the newest version has had.

use std::sync::Arc;

use crate::shape::{Shape, Table, Timeline};

/// The forms of one table, oldest first.
pub(super) struct Past<'a> {
    pub(super) forms: Vec<Form<'a>>,
    /// Whether the history renames anything.
    pub(super) has_renames: bool,
}

/// A table as it was for some versions.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) table: &'a Arc<Table>,
    /// The first version that has it so.
    pub(super) first: &'a Shape,
    /// The last version that has it so.
    pub(super) last: &'a Shape,
}

impl<'a> Past<'a> {
    pub(super) fn of(timeline: &'a Timeline, declared: usize, has_renames: bool) -> Self {
        let mut forms: Vec<Form<'a>> = Vec::new();
        for shape in timeline.shapes() {
            let Some(table) = shape.declared_table(declared) else {
                continue;
            };
            match forms.last_mut() {
                Some(form) if Arc::ptr_eq(form.table, table) => form.last = shape,
                _ => forms.push(Form {
                    table,
                    first: shape,
                    last: shape,
                }),
            }
        }
        Self { forms, has_renames }
    }
}
