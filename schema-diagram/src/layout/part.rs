//! One part of the picture: tables that refer to each other, with their arrows.

use std::collections::HashMap;

use crate::{content::Diagram, measure};

use super::{
    Component, Point, Rect,
    course::{Course, Hop, Item, Net, Pin, Wire},
    gutter::{Span, tracks},
    layers::layers,
    settle::{Link, Slot, settle},
};

/// Between a layer and the nearest upright line: an arrow's head has room there.
const APRON: i64 = 26;

/// Between two upright lines.
const TRACK: i64 = 12;

/// Half of what is between two tables in a layer.
const TABLE_MARGIN: i64 = 15;

/// A lane, and half of what is between two.
const LANE: i64 = 4;
const LANE_MARGIN: i64 = 4;

/// A lane that isn't straight is uglier than a table that isn't level.
const LANE_WEIGHT: i64 = 3;

/// A part of the picture, and where it begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) boxes: Vec<(usize, Rect)>,
    pub(super) paths: Vec<(usize, Vec<Point>)>,
}

impl Part {
    /// A table by itself.
    pub(super) fn of_one(table: usize, sizes: &[(i64, i64)]) -> Self {
        let (width, height) = sizes.get(table).copied().unwrap_or_default();
        let rect = Rect {
            x: 0,
            y: 0,
            width,
            height,
        };
        Self {
            width,
            height,
            boxes: vec![(table, rect)],
            ..Self::default()
        }
    }
}

/// Lays out tables that refer to each other; nothing if the library has failed.
pub(super) fn arrange(
    diagram: &Diagram,
    component: &Component,
    sizes: &[(i64, i64)],
) -> Option<Part> {
    let pairs = pairs(diagram, component);
    let cells = layers(&component.tables, &pairs)?;
    let course = Course::new(diagram, &component.references, &pairs, &cells);
    let heights = Heights::new(&course, sizes);
    let widths = Widths::new(&course, &heights, sizes);
    let mut part = Part {
        width: widths.width,
        ..Part::default()
    };
    for (level, layer) in course.layers.iter().enumerate() {
        let column = widths.columns.get(level)?;
        for item in layer {
            let slot = heights.slots.get(item)?;
            part.height = part.height.max(slot.top + slot.height);
            if let Item::Table(table) = item {
                let rect = Rect {
                    x: column.x,
                    y: slot.top,
                    width: column.width,
                    height: slot.height,
                };
                part.boxes.push((*table, rect));
            }
        }
    }
    for at in &component.references {
        let hops = course.hops(diagram, *at);
        let path = path(&hops, &heights, &widths)?;
        part.paths.push((*at, path));
    }
    Some(part)
}

/// The parents with their children, each pair once. Who refers to itself is in no pair.
fn pairs(diagram: &Diagram, component: &Component) -> Vec<(usize, usize)> {
    let references = component.references.iter();
    let references = references.filter_map(|it| diagram.references.get(*it));
    let pairs = references.map(|it| (it.parent, it.child));
    let mut pairs: Vec<_> = pairs.filter(|(parent, child)| parent != child).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How high everything is.
struct Heights {
    slots: HashMap<Item, Slot>,
}

impl Heights {
    fn new(course: &Course, sizes: &[(i64, i64)]) -> Self {
        let slot = |item: &Item| match *item {
            Item::Table(table) => Slot {
                top: 0,
                height: sizes.get(table).map_or(0, |(_, height)| *height),
                margin: TABLE_MARGIN,
                weight: 1,
            },
            Item::Lane(..) => Slot {
                top: 0,
                height: LANE,
                margin: LANE_MARGIN,
                weight: LANE_WEIGHT,
            },
        };
        let mut layers: Vec<Vec<Slot>> = course
            .layers
            .iter()
            .map(|it| it.iter().map(slot).collect())
            .collect();
        settle(&mut layers, &links(course));
        let items = course.layers.iter().flatten().zip(layers.iter().flatten());
        Self {
            slots: items.map(|(item, slot)| (*item, slot.clone())).collect(),
        }
    }

    fn of(&self, pin: Pin) -> i64 {
        let (item, offset) = anchor(pin);
        self.slots.get(&item).map_or(0, |it| it.top) + offset
    }

    fn span(&self, wire: &Wire) -> Span {
        let all = |pins: &[Pin]| pins.iter().map(|it| self.of(*it)).collect();
        Span {
            left: all(&wire.left),
            right: all(&wire.right),
        }
    }
}

/// What a pin belongs to, and how far below its top it is.
fn anchor(pin: Pin) -> (Item, i64) {
    match pin {
        Pin::Row(table, row) => (Item::Table(table), measure::row_at(row)),
        Pin::Lane(net, layer) => (Item::Lane(net, layer), LANE / 2),
    }
}

fn links(course: &Course) -> Vec<Vec<Link>> {
    let places = course.layers.iter().flat_map(|layer| {
        let items = layer.iter().enumerate();
        items.map(|(at, item)| (*item, at))
    });
    let places: HashMap<Item, usize> = places.collect();
    let end = |pin: &Pin| {
        let (item, offset) = anchor(*pin);
        Some((*places.get(&item)?, offset))
    };
    let of_wire = |wire: &Wire| {
        let mut links = Vec::new();
        for left in wire.left.iter().filter_map(end) {
            let rights = wire.right.iter().filter_map(end);
            links.extend(rights.map(|right| Link { left, right }));
        }
        links
    };
    let of_gutter =
        |wires: &std::collections::BTreeMap<Net, Wire>| wires.values().flat_map(of_wire).collect();
    course.gutters.iter().map(of_gutter).collect()
}

/// A layer, and the gutter behind it.
struct Column {
    x: i64,
    width: i64,
    /// Where each net runs upright in the gutter.
    tracks: HashMap<Net, i64>,
}

/// How wide everything is.
struct Widths {
    columns: Vec<Column>,
    width: i64,
}

impl Widths {
    fn new(course: &Course, heights: &Heights, sizes: &[(i64, i64)]) -> Self {
        let mut columns = Vec::new();
        let (mut x, mut width) = (0, 0);
        for (layer, gutter) in course.layers.iter().zip(&course.gutters) {
            let of_item = |it: &Item| match it {
                Item::Table(table) => sizes.get(*table).map_or(0, |(width, _)| *width),
                Item::Lane(..) => 0,
            };
            let own = layer.iter().map(of_item).max().unwrap_or_default();
            let spans: Vec<Span> = gutter.values().map(|it| heights.span(it)).collect();
            let (of_nets, count) = tracks(&spans);
            let track = |track| x + own + APRON + pixels(track) * TRACK;
            columns.push(Column {
                x,
                width: own,
                tracks: gutter
                    .keys()
                    .copied()
                    .zip(of_nets.into_iter().map(track))
                    .collect(),
            });
            width = x + own;
            if count > 0 {
                width += APRON + pixels(count) * TRACK;
            }
            x += own + 2 * APRON + pixels(count.saturating_sub(1)) * TRACK;
        }
        Self { columns, width }
    }
}

fn pixels(count: usize) -> i64 {
    i64::try_from(count).unwrap_or_default()
}

/// The corners of a reference, from the child to the parent.
fn path(hops: &[Hop], heights: &Heights, widths: &Widths) -> Option<Vec<Point>> {
    let mut points = Vec::new();
    let mut is_back = false;
    for (at, hop) in hops.iter().enumerate() {
        let column = widths.columns.get(hop.gutter)?;
        let track = *column.tracks.get(&hop.net)?;
        is_back = hop.net.is_back;
        let beyond = widths.columns.get(hop.gutter + 1).map(|it| it.x);
        let left = heights.of(hop.left?);
        let right = heights.of(hop.right.or(hop.back)?);
        let edge = column.x + column.width;
        let far = if hop.back.is_some() { edge } else { beyond? };
        if at == 0 {
            points.push(Point { x: edge, y: left });
        }
        points.extend([left, right].map(|y| Point { x: track, y }));
        if at + 1 == hops.len() {
            points.push(Point { x: far, y: right });
        }
    }
    if !is_back {
        points.reverse();
    }
    Some(straightened(points))
}

/// Without the points that are no corners.
fn straightened(points: Vec<Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for point in points {
        if let [.., before, last] = corners.as_slice() {
            let is_upright = before.x == last.x && last.x == point.x;
            let is_level = before.y == last.y && last.y == point.y;
            if is_upright || is_level {
                corners.pop();
            }
        }
        if corners.last() != Some(&point) {
            corners.push(point);
        }
    }
    corners
}
