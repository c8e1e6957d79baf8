//! Sets of things that were written, by where they stand in the tree.

use std::{collections::HashSet, ptr};

/// Syntax nodes. Two nodes that look alike are still two.
#[derive(Default)]
pub(super) struct Nodes(HashSet<*const ()>);

impl Nodes {
    /// Adds a node. Returns whether it was not there before.
    pub(super) fn insert<T>(&mut self, node: &T) -> bool {
        self.0.insert(ptr::from_ref(node).cast())
    }

    /// Adds a node by its address.
    pub(super) fn insert_address(&mut self, address: *const ()) -> bool {
        self.0.insert(address)
    }

    /// Whether the node is there.
    pub(super) fn contains<T>(&self, node: &T) -> bool {
        self.0.contains(&ptr::from_ref(node).cast())
    }
}
