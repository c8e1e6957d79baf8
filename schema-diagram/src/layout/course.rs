//! Which way the references take: through which layers, and in which lanes.
//!
//! References to one row of one table share their way, like the branches of a tree: a net.

use std::collections::{BTreeMap, HashMap};

use crate::content::Diagram;

use super::layers::Cell;

/// The trunk of all references to one row of a table, on one of its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Net {
    pub(super) parent: usize,
    pub(super) row: usize,
    /// Whether it comes from the left, where normally the parents are: in a cycle somebody has to.
    pub(super) is_back: bool,
}

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Table(usize),
    /// Kept free for a net to pass through this layer.
    Lane(Net, usize),
}

/// An end of a net in a gutter: a row of a table, or a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pin {
    Row(usize, usize),
    Lane(Net, usize),
}

/// A net in one gutter.
#[derive(Clone, Debug, Default)]
pub(super) struct Wire {
    pub(super) left: Vec<Pin>,
    pub(super) right: Vec<Pin>,
}

/// The layers of a component, and what connects them.
#[derive(Debug, Default)]
pub(super) struct Course {
    pub(super) layers: Vec<Vec<Item>>,
    /// What runs in the gutter behind each layer. One that refers to itself has its wire there too.
    pub(super) gutters: Vec<BTreeMap<Net, Wire>>,
    pub(super) levels: HashMap<usize, usize>,
}

impl Course {
    /// `pairs` are the parents and children of the passages in `cells`.
    pub(super) fn new(
        diagram: &Diagram,
        references: &[usize],
        pairs: &[(usize, usize)],
        cells: &[Vec<Cell>],
    ) -> Self {
        let mut course = Self::default();
        for (level, layer) in cells.iter().enumerate() {
            for cell in layer {
                if let Cell::Table(table) = cell {
                    course.levels.insert(*table, level);
                }
            }
        }
        let mut nets: HashMap<(usize, usize), Vec<Net>> = HashMap::new();
        for at in references {
            if let Some((pair, net)) = course.net(diagram, *at) {
                let of_pair = nets.entry(pair).or_default();
                if !of_pair.contains(&net) {
                    of_pair.push(net);
                }
            }
        }
        let of_pair = |pair| pairs.get(pair).and_then(|it| nets.get(it));
        let layers = cells.iter().enumerate();
        course.layers = layers.map(|(at, it)| items(at, it, of_pair)).collect();
        course.pull(&nets);
        course.wire(diagram, references);
        course
    }

    fn level(&self, table: usize) -> usize {
        self.levels.get(&table).copied().unwrap_or_default()
    }

    /// The tables of a reference, and its net; nothing if they are the same table.
    fn net(&self, diagram: &Diagram, reference: usize) -> Option<((usize, usize), Net)> {
        let reference = diagram.references.get(reference)?;
        let (parent, child) = (reference.parent, reference.child);
        let net = Net {
            parent,
            row: reference.parent_row(),
            is_back: self.level(child) < self.level(parent),
        };
        (parent != child).then_some(((parent, child), net))
    }

    /// Moves tables that refer to nothing next to the first that refers to them: the library has put all
    /// of them into the first layer. There is a lane to move to.
    fn pull(&mut self, nets: &HashMap<(usize, usize), Vec<Net>>) {
        let mut firsts: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        for ((parent, child), of_pair) in nets {
            // A child stays, and so does a parent that has one on its left.
            firsts.insert(*child, None);
            let level = self.level(*child);
            let is_back = of_pair.iter().any(|it| it.is_back);
            let first = firsts.entry(*parent).or_insert(Some(level));
            *first = first.map(|it| it.min(level)).filter(|_| !is_back);
        }
        for (parent, first) in firsts {
            let target = first.and_then(|it| it.checked_sub(1));
            if let Some(target) = target.filter(|it| *it > self.level(parent)) {
                self.move_to(parent, target);
            }
        }
    }

    fn move_to(&mut self, table: usize, target: usize) {
        let level = self.level(table);
        let is_own = |it: &Item| matches!(it, Item::Lane(net, _) if net.parent == table);
        let layer = self.layers.get_mut(target);
        let Some(lane) = layer.and_then(|it| it.iter_mut().find(|it| is_own(it))) else {
            return;
        };
        *lane = Item::Table(table);
        if let Some(layer) = self.layers.get_mut(level) {
            layer.retain(|it| *it != Item::Table(table));
        }
        for layer in self.layers.iter_mut().take(target + 1).skip(level) {
            layer.retain(|it| !is_own(it));
        }
        self.levels.insert(table, target);
    }

    fn wire(&mut self, diagram: &Diagram, references: &[usize]) {
        let mut gutters = vec![BTreeMap::new(); self.layers.len()];
        for at in references {
            for hop in self.hops(diagram, *at) {
                let Some(gutter) = gutters.get_mut(hop.gutter) else {
                    continue;
                };
                let wire: &mut Wire = gutter.entry(hop.net).or_default();
                for (pins, pin) in [(&mut wire.left, hop.left), (&mut wire.right, hop.right)] {
                    pins.extend(pin.filter(|it| !pins.contains(it)));
                }
                if let Some(pin) = hop.back.filter(|it| !wire.left.contains(it)) {
                    wire.left.push(pin);
                }
            }
        }
        self.gutters = gutters;
    }

    /// The gutters that a reference passes, from left to right.
    pub(super) fn hops(&self, diagram: &Diagram, reference: usize) -> Vec<Hop> {
        let Some(it) = diagram.references.get(reference) else {
            return Vec::new();
        };
        let row = Pin::Row(it.child, it.row());
        let key = Pin::Row(it.parent, it.parent_row());
        let Some((_, net)) = self.net(diagram, reference) else {
            return vec![self.to_itself(it.parent, it.parent_row(), row)];
        };
        let (child, parent) = (self.level(it.child), self.level(it.parent));
        let (begin, end) = (child.min(parent), child.max(parent));
        let (leftmost, rightmost) = if net.is_back { (row, key) } else { (key, row) };
        let hop = |gutter| Hop {
            gutter,
            net,
            left: Some(if gutter == begin {
                leftmost
            } else {
                Pin::Lane(net, gutter)
            }),
            right: Some(if gutter + 1 == end {
                rightmost
            } else {
                Pin::Lane(net, gutter + 1)
            }),
            back: None,
        };
        (begin..end).map(hop).collect()
    }

    /// A reference of a table to itself leaves on the right, where the others arrive.
    fn to_itself(&self, parent: usize, key: usize, row: Pin) -> Hop {
        Hop {
            gutter: self.level(parent),
            net: Net {
                parent,
                row: key,
                is_back: false,
            },
            left: Some(Pin::Row(parent, key)),
            right: None,
            back: Some(row),
        }
    }
}

/// A reference in one gutter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub(super) gutter: usize,
    pub(super) net: Net,
    pub(super) left: Option<Pin>,
    pub(super) right: Option<Pin>,
    /// Its other end on the left, if it goes back there.
    pub(super) back: Option<Pin>,
}

/// The items of a layer; of the passages of one net the middle one is its lane.
fn items<'a>(
    layer: usize,
    cells: &[Cell],
    nets: impl Fn(usize) -> Option<&'a Vec<Net>>,
) -> Vec<Item> {
    let expand = |cell: &Cell| match *cell {
        Cell::Table(table) => vec![Item::Table(table)],
        Cell::Passage(pair) => {
            let nets = nets(pair).into_iter().flatten();
            nets.map(|it| Item::Lane(*it, layer)).collect()
        }
    };
    let all: Vec<Item> = cells.iter().flat_map(expand).collect();
    let mut places: HashMap<Item, Vec<usize>> = HashMap::new();
    for (at, item) in all.iter().enumerate() {
        places.entry(*item).or_default().push(at);
    }
    let is_middle = |at: usize, item: &Item| {
        let places = places.get(item);
        places.and_then(|it| it.get(it.len() / 2)) == Some(&at)
    };
    let kept = all.iter().enumerate().filter(|(at, it)| is_middle(*at, it));
    kept.map(|(_, it)| *it).collect()
}
