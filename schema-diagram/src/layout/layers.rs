//! Which table is in which layer, and in which order: the work of a library.
//!
//! Parents stand on the left and their children on the right. A reference over several layers has a
//! place in each between them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ascii_dag::{CustomNode, Direction, Graph, LayoutConfig, ir::NodeKind};

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Table(usize),
    /// Where a pair of tables, by its index, passes through.
    Passage(usize),
}

/// The layers of these tables, with parents on the left as far as there is no cycle.
///
/// Nothing if the library fails, which it has never done: it is not ours, and its failure is no reason
/// for ours.
pub(super) fn layers(tables: &[usize], pairs: &[(usize, usize)]) -> Option<Vec<Vec<Cell>>> {
    catch_unwind(AssertUnwindSafe(|| arrange(tables, pairs))).ok()
}

fn arrange(tables: &[usize], pairs: &[(usize, usize)]) -> Vec<Vec<Cell>> {
    let mut graph = Graph::new();
    for table in tables {
        graph.add_node(*table, NODE);
    }
    for (parent, child) in pairs {
        graph.add_edge(*parent, *child, None);
    }
    let mut config = LayoutConfig::quality();
    config.direction = Direction::LeftRight;
    config.node_spacing = 1;
    config.include_dummy_nodes = true;
    let arranged = graph.compute_layout_with_config(&config);
    let mut nodes: Vec<_> = arranged.nodes().iter().collect();
    nodes.sort_by_key(|it| (it.level, it.level_position, it.y));
    let mut layers = vec![Vec::new(); arranged.level_count()];
    for node in nodes {
        let cell = match (node.kind, node.edge_index) {
            (NodeKind::Dummy, Some(pair)) => Cell::Passage(pair),
            (NodeKind::Dummy, None) => continue,
            _ => Cell::Table(node.id),
        };
        if let Some(layer) = layers.get_mut(node.level) {
            layer.push(cell);
        }
    }
    layers
}

/// How large a table is follows later; for the order it doesn't matter.
const NODE: CustomNode<'static> = CustomNode {
    label: "",
    width: 1,
    height: 1,
    painter: None,
    payload: "",
};
