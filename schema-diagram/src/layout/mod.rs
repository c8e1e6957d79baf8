//! Where everything is.
//!
//! Tables that refer to each other, be it through others, are one part of the picture; parts are laid
//! out by themselves and then packed. Tables without any reference come in the room that is left,
//! beside and below, the highest first.

mod course;
mod gutter;
mod layers;
mod pack;
mod part;
mod settle;

use std::collections::BTreeMap;

use crate::{content::Diagram, measure};

use self::{pack::Skyline, part::Part};

/// More tables in one part than this, or more references, would be a tangle that nobody can read.
const MOST_TABLES: usize = 600;
const MOST_REFERENCES: usize = 1200;

/// Around the picture.
pub(crate) const MARGIN: i64 = 16;

/// Between parts, and between the tables of the grid.
const BETWEEN_PARTS: i64 = 40;
const BETWEEN_TABLES: i64 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) x: i64,
    pub(crate) y: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// Where each table is.
    pub(crate) boxes: Vec<Rect>,
    /// How each reference runs, from the child to the parent; empty for one that is not drawn.
    pub(crate) paths: Vec<Vec<Point>>,
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// How many references are not drawn.
    pub(crate) omitted: usize,
}

/// Lays out a diagram, as far as it can for a page of this width, if there is one.
pub(crate) fn layout(diagram: &Diagram, page: Option<i64>) -> Layout {
    let sizes: Vec<(i64, i64)> = diagram.tables.iter().map(measure::size).collect();
    let mut related = Vec::new();
    let mut alone = Vec::new();
    for component in components(diagram) {
        if component.references.is_empty() {
            alone.extend(component.tables.iter().map(|it| Part::of_one(*it, &sizes)));
            continue;
        }
        let is_small =
            component.tables.len() <= MOST_TABLES && component.references.len() <= MOST_REFERENCES;
        match is_small
            .then(|| part::arrange(diagram, &component, &sizes))
            .flatten()
        {
            Some(part) => related.push(part),
            None => alone.extend(component.tables.iter().map(|it| Part::of_one(*it, &sizes))),
        }
    }
    // The largest first, because the others find room beside it.
    related.sort_by_key(|it| std::cmp::Reverse(it.width * it.height));
    alone.sort_by_key(|it| std::cmp::Reverse(it.height));
    widen(&mut alone);
    let width = width_for(&related, &alone, page);
    let mut skyline = Skyline::new(width);
    for (parts, gap) in [(&mut related, BETWEEN_PARTS), (&mut alone, BETWEEN_TABLES)] {
        for part in parts {
            skyline.place(part, gap);
        }
    }
    put_together(diagram, related.into_iter().chain(alone))
}

/// Makes the tables of the grid equally wide, but for those that are much wider than most: then they
/// stand in columns.
fn widen(alone: &mut [Part]) {
    let mut widths: Vec<i64> = alone.iter().map(|it| it.width).collect();
    widths.sort_unstable();
    let median = widths.get(widths.len() / 2).copied().unwrap_or_default();
    let usual = widths.into_iter().filter(|it| *it <= 2 * median).max();
    for part in alone {
        part.width = part.width.max(usual.unwrap_or_default());
        for (_, rect) in &mut part.boxes {
            rect.width = part.width;
        }
    }
}

/// That of the page, or a width at which the picture is half as wide again as it is high; if nothing in
/// it is wider.
fn width_for(related: &[Part], alone: &[Part], page: Option<i64>) -> i64 {
    let area = |part: &Part, gap| (part.width + gap) * (part.height + gap);
    let related_area: i64 = related.iter().map(|it| area(it, BETWEEN_PARTS)).sum();
    let alone_area: i64 = alone.iter().map(|it| area(it, BETWEEN_TABLES)).sum();
    let ideal = ((related_area + alone_area) * 3 / 2).isqrt();
    let ideal = page.map_or(ideal, |page| page - 2 * MARGIN);
    let widest = related.iter().chain(alone).map(|it| it.width).max();
    ideal.max(widest.unwrap_or_default())
}

fn put_together(diagram: &Diagram, parts: impl Iterator<Item = Part>) -> Layout {
    let mut layout = Layout {
        boxes: vec![Rect::default(); diagram.tables.len()],
        paths: vec![Vec::new(); diagram.references.len()],
        ..Layout::default()
    };
    for part in parts {
        let moved = |it: &Point| Point {
            x: it.x + part.x,
            y: it.y + part.y,
        };
        for (table, rect) in &part.boxes {
            if let Some(place) = layout.boxes.get_mut(*table) {
                *place = Rect {
                    x: rect.x + part.x,
                    y: rect.y + part.y,
                    ..*rect
                };
            }
        }
        for (reference, path) in &part.paths {
            if let Some(place) = layout.paths.get_mut(*reference) {
                *place = path.iter().map(moved).collect();
            }
        }
        layout.width = layout.width.max(part.x + part.width + MARGIN);
        layout.height = layout.height.max(part.y + part.height + MARGIN);
    }
    layout.omitted = layout.paths.iter().filter(|it| it.is_empty()).count();
    layout
}

/// Tables that refer to each other, and how.
#[derive(Debug, Default)]
struct Component {
    tables: Vec<usize>,
    references: Vec<usize>,
}

fn components(diagram: &Diagram) -> Vec<Component> {
    let mut leaders: Vec<usize> = (0..diagram.tables.len()).collect();
    for reference in &diagram.references {
        let child = leader(&mut leaders, reference.child);
        let parent = leader(&mut leaders, reference.parent);
        // The earlier one leads, so that components come in the order of the declaration.
        if let Some(it) = leaders.get_mut(child.max(parent)) {
            *it = child.min(parent);
        }
    }
    let mut components: BTreeMap<usize, Component> = BTreeMap::new();
    for table in 0..diagram.tables.len() {
        let component = components.entry(leader(&mut leaders, table)).or_default();
        component.tables.push(table);
    }
    for (at, reference) in diagram.references.iter().enumerate() {
        let component = components
            .entry(leader(&mut leaders, reference.child))
            .or_default();
        component.references.push(at);
    }
    components.into_values().collect()
}

/// Who leads a table's component. The way there becomes half as long each time.
fn leader(leaders: &mut [usize], table: usize) -> usize {
    let mut at = table;
    while let Some(next) = leaders.get(at).copied().filter(|next| *next != at) {
        let beyond = leaders.get(next).copied().unwrap_or(next);
        if let Some(it) = leaders.get_mut(at) {
            *it = beyond;
        }
        at = beyond;
    }
    at
}

#[cfg(test)]
mod tests;
