//! Rectangles side by side and below each other, each as high up as it fits.

use super::{MARGIN, part::Part};

/// The line below which there is room.
pub(super) struct Skyline(Vec<Stretch>);

/// A level stretch of it.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    x: i64,
    end: i64,
    y: i64,
}

impl Skyline {
    /// Nothing is placed yet, and nothing will be further right than this.
    pub(super) fn new(width: i64) -> Self {
        Self(vec![Stretch {
            x: MARGIN,
            end: MARGIN + width,
            y: MARGIN,
        }])
    }

    /// Gives a part its place, with room to its right and below.
    pub(super) fn place(&mut self, part: &mut Part, gap: i64) {
        (part.x, part.y) = self.best(part.width);
        let end = part.x + part.width + gap;
        self.cover(part.x, end, part.y + part.height + gap);
    }

    /// The highest place that is wide enough, and of those the leftmost.
    fn best(&self, wide: i64) -> (i64, i64) {
        let right = self.0.last().map_or(0, |it| it.end);
        let places = self.0.iter().filter(|it| it.x + wide <= right);
        let places = places.map(|it| (self.floor(it.x, wide), it.x));
        let lowest = || (self.floor(MARGIN, wide), MARGIN);
        let (y, x) = places.min().unwrap_or_else(lowest);
        (x, y)
    }

    /// How high up something this wide can be at `x`.
    fn floor(&self, x: i64, wide: i64) -> i64 {
        let over = self.0.iter().filter(|it| it.x < x + wide && x < it.end);
        over.map(|it| it.y).max().unwrap_or_default()
    }

    fn cover(&mut self, x: i64, end: i64, y: i64) {
        let right = self.0.last().map_or(end, |it| it.end);
        let end = end.min(right);
        let mut stretches = vec![Stretch { x, end, y }];
        for it in &self.0 {
            let before = Stretch {
                end: it.end.min(x),
                ..*it
            };
            let after = Stretch {
                x: it.x.max(end),
                ..*it
            };
            let rest = [before, after].into_iter();
            stretches.extend(rest.filter(|it| it.x < it.end));
        }
        stretches.sort_by_key(|it| it.x);
        self.0 = stretches;
    }
}
