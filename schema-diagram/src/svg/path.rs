//! Lines with rounded corners, and the heads of arrows.

use std::fmt::{self, Display, Formatter};

use crate::layout::Point;

/// How round a corner is, where there is room.
const RADIUS: i64 = 6;

/// How long and how wide the head of an arrow is.
const LENGTH: i64 = 9;
const HALF_WIDTH: i64 = 4;

/// A line through corners, in SVG's words for a path.
pub(super) struct Rounded<'a>(pub(super) &'a [Point]);

impl Display for Rounded<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(first) = self.0.first() {
            write!(f, "M{} {}", first.x, first.y)?;
        }
        for corner in self.0.windows(3) {
            let [before, at, after] = corner else {
                continue;
            };
            let radius = RADIUS
                .min(distance(*before, *at) / 2)
                .min(distance(*at, *after) / 2);
            let (from, to) = (towards(*at, *before, radius), towards(*at, *after, radius));
            write!(
                f,
                "L{} {}Q{} {} {} {}",
                from.x, from.y, at.x, at.y, to.x, to.y
            )?;
        }
        if let [_, .., last] = self.0 {
            write!(f, "L{} {}", last.x, last.y)?;
        }
        Ok(())
    }
}

/// Along an axis, as all lines are.
fn distance(from: Point, to: Point) -> i64 {
    (from.x - to.x).abs() + (from.y - to.y).abs()
}

fn towards(from: Point, to: Point, by: i64) -> Point {
    Point {
        x: from.x + (to.x - from.x).signum() * by,
        y: from.y + (to.y - from.y).signum() * by,
    }
}

/// The head of an arrow, in SVG's words for a path.
pub(super) struct Head {
    tip: Point,
    /// 1 if it points to the right, -1 if to the left.
    direction: i64,
}

impl Head {
    pub(super) fn of(points: &[Point]) -> Option<Self> {
        let [.., before, tip] = points else {
            return None;
        };
        Some(Self {
            tip: *tip,
            direction: (tip.x - before.x).signum(),
        })
    }
}

impl Display for Head {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (back, half) = (-self.direction * LENGTH, HALF_WIDTH);
        let Point { x, y } = self.tip;
        write!(f, "M{x} {y}l{back} -{half}v{}z", 2 * half)
    }
}
