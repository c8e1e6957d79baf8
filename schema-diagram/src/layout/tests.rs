//! What holds for every layout, whatever the schema.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use super::{Layout, Point, Rect, layout};
use crate::{Diagram, samples};

/// Nothing is where something else is, and arrows end at the rows that they are about.
fn check(diagram: &Diagram) -> Layout {
    let layout = layout(diagram, None);
    for (at, one) in layout.boxes.iter().enumerate() {
        assert!(one.x >= 0 && one.x + one.width <= layout.width);
        assert!(one.y >= 0 && one.y + one.height <= layout.height);
        for other in &layout.boxes[at + 1..] {
            assert!(!overlap(one, other), "{one:?} is on {other:?}");
        }
    }
    for (reference, path) in diagram.references.iter().zip(&layout.paths) {
        let (child, parent) = (
            layout.boxes[reference.child],
            layout.boxes[reference.parent],
        );
        let (Some(first), Some(last)) = (path.first(), path.last()) else {
            continue;
        };
        assert_is_at_row(&child, reference.row(), *first);
        assert_is_at_row(&parent, reference.parent_row(), *last);
        for segment in path.windows(2) {
            let [from, to] = [segment[0], segment[1]];
            assert!(from.x == to.x || from.y == to.y, "{segment:?} is aslant");
            for table in &layout.boxes {
                assert!(!crosses(from, to, table), "{segment:?} crosses {table:?}");
            }
        }
    }
    layout
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

/// Whether a line along an axis comes into a table, or runs along its border. It may touch it with its end.
fn crosses(from: Point, to: Point, table: &Rect) -> bool {
    let [left, right] = [from.x.min(to.x), from.x.max(to.x)];
    let [top, bottom] = [from.y.min(to.y), from.y.max(to.y)];
    let is_beside = right <= table.x || table.x + table.width <= left;
    let is_apart = bottom < table.y || table.y + table.height < top;
    let runs_along = left == right && (left == table.x || left == table.x + table.width);
    !is_apart && (!is_beside || runs_along)
}

fn assert_is_at_row(table: &Rect, row: usize, point: Point) {
    assert!(point.x == table.x || point.x == table.x + table.width);
    assert_eq!(point.y, table.y + crate::measure::row_at(row));
}

/// As many tables, each with as many further columns, and references by the indices of their ends.
fn schema(tables: &[usize], references: &[(usize, usize)]) -> Diagram {
    let mut lines: Vec<String> = Vec::new();
    for (at, columns) in tables.iter().enumerate() {
        let mut line = format!("t{at}: id*");
        for column in 0..*columns {
            write!(line, ", c{column}").unwrap();
        }
        lines.push(line);
    }
    for (at, (child, parent)) in references.iter().enumerate() {
        let (child, parent) = (child % tables.len(), parent % tables.len());
        write!(lines[child], ", r{at} -> t{parent}").unwrap();
    }
    Diagram::of(&samples::shape(&lines.join("\n")))
}

#[test]
fn the_arrows_of_a_shop_cross_no_table() {
    let diagram = Diagram::of(&samples::shape(samples::SHOP));
    let layout = check(&diagram);
    assert_eq!((layout.boxes.len(), layout.omitted), (30, 0));
    assert_eq!(diagram.references.len(), 43);
}

#[test]
fn circles_references_to_oneself_and_pairs_are_drawn() {
    for references in [
        &[(0, 0)][..],
        &[(0, 1), (1, 0)],
        &[(0, 1), (0, 1), (0, 0)],
        &[(0, 1), (1, 2), (2, 0), (2, 2), (0, 2)],
    ] {
        let layout = check(&schema(&[2, 3, 1], references));
        assert_eq!(layout.omitted, 0, "{references:?}");
    }
}

#[test]
fn a_parent_stands_next_to_its_first_child() {
    // A chain of four, and another parent of the last.
    let diagram = schema(&[1; 5], &[(1, 0), (2, 1), (3, 2), (3, 4)]);
    let layout = check(&diagram);
    assert_eq!(layout.boxes[4].x, layout.boxes[2].x);
    assert!(layout.boxes[4].x > layout.boxes[1].x);
}

#[test]
fn tables_without_references_stand_in_several_lines() {
    let layout = check(&schema(&[3; 30], &[]));
    assert!(layout.width < 3 * layout.height, "{layout:?}");
    assert!(layout.height < 2 * layout.width, "{layout:?}");
}

#[test]
fn a_page_is_not_left_without_need() {
    let tables = schema(&[3; 30], &[(0, 1), (2, 1)]);
    assert!(layout(&tables, None).width > 700);
    assert!(layout(&tables, Some(700)).width <= 700);
}

#[test]
fn five_hundred_tables_take_seconds_and_too_many_have_no_arrows() {
    let references: Vec<_> = (1..500)
        .flat_map(|it| [(it, it / 3), (it, it * 7 % 500)])
        .collect();
    let begin = Instant::now();
    let layout = check(&schema(&[6; 500], &references));
    println!("{:?} for 500 tables", begin.elapsed());
    assert!(begin.elapsed() < Duration::from_mins(1));
    assert_eq!(layout.omitted, 0);

    let references: Vec<_> = (1..700).map(|it| (it, it / 3)).collect();
    let layout = check(&schema(&[2; 700], &references));
    assert_eq!(layout.omitted, 699);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_arrow_crosses_a_table(
        tables in prop::collection::vec(0_usize..25, 1..31),
        references in prop::collection::vec((0_usize..30, 0_usize..30), 0..70),
    ) {
        let layout = check(&schema(&tables, &references));
        prop_assert_eq!(layout.omitted, 0);
    }

    #[test]
    fn nor_where_most_refer_to_few(
        tables in prop::collection::vec(0_usize..25, 30),
        references in prop::collection::vec((0_usize..30, 0_usize..4), 20..60),
    ) {
        let layout = check(&schema(&tables, &references));
        prop_assert_eq!(layout.omitted, 0);
    }
}
