//! In which tracks of a gutter the upright lines run.

/// A wire as high as it is: where it touches the layers on both sides.
#[derive(Clone, Debug, Default)]
pub(super) struct Span {
    pub(super) left: Vec<i64>,
    pub(super) right: Vec<i64>,
}

/// Two lines on top of each other are worse than so many that cross.
const OVERLAP: usize = 20;

/// Lines nearer than this look like one.
const NEAR: i64 = 5;

/// How often neighbours may change places.
const ROUNDS: usize = 12;

impl Span {
    fn top(&self) -> i64 {
        self.all().min().unwrap_or_default()
    }

    fn bottom(&self) -> i64 {
        self.all().max().unwrap_or_default()
    }

    fn all(&self) -> impl Iterator<Item = i64> {
        self.left.iter().chain(&self.right).copied()
    }

    /// Whether it runs straight through and needs no track.
    fn is_straight(&self) -> bool {
        self.top() == self.bottom()
    }

    fn meets(&self, other: &Self) -> bool {
        self.top() <= other.bottom() + NEAR && other.top() <= self.bottom() + NEAR
    }

    /// How bad it looks if `self` runs on the left of `other`: what goes right from here crosses its
    /// upright line, and what comes from the left over there crosses ours.
    fn cost_left_of(&self, other: &Self) -> usize {
        let inside = |at: &&i64, span: &Self| span.top() <= **at && **at <= span.bottom();
        let crossed = self.right.iter().filter(|it| inside(it, other)).count();
        let crossing = other.left.iter().filter(|it| inside(it, self)).count();
        let near = |right: &i64| {
            other
                .left
                .iter()
                .filter(|it| (*it - right).abs() < NEAR)
                .count()
        };
        let overlaps: usize = self.right.iter().map(near).sum();
        crossed + crossing + overlaps * OVERLAP
    }
}

/// The track of each wire, counted from the left, and how many tracks there are.
pub(super) fn tracks(spans: &[Span]) -> (Vec<usize>, usize) {
    let mut tracks = vec![0; spans.len()];
    let mut placed: Vec<(&Span, usize)> = Vec::new();
    for at in order(spans) {
        let Some(span) = spans.get(at) else { continue };
        let met = placed.iter().filter(|(other, _)| other.meets(span));
        let track = met.map(|(_, track)| track + 1).max().unwrap_or_default();
        placed.push((span, track));
        if let Some(it) = tracks.get_mut(at) {
            *it = track;
        }
    }
    let count = placed.iter().map(|(_, track)| track + 1).max();
    (tracks, count.unwrap_or_default())
}

/// The order of the upright lines from left to right: where they begin, bettered by exchanging
/// neighbours while that helps.
fn order(spans: &[Span]) -> Vec<usize> {
    let bent = spans.iter().enumerate().filter(|(_, it)| !it.is_straight());
    let mut order: Vec<(usize, &Span)> = bent.collect();
    order.sort_by_key(|(at, span)| {
        let left = span.left.first().copied().unwrap_or_default();
        let goes_down = span.bottom() - left > left - span.top();
        // Of those that go down the upper ones turn last, and of those that go up the lower ones.
        (goes_down, if goes_down { -left } else { left }, *at)
    });
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for at in 1..order.len() {
            let Some([(_, one), (_, two)]) = order.get(at - 1..=at) else {
                continue;
            };
            if two.cost_left_of(one) < one.cost_left_of(two) {
                order.swap(at - 1, at);
                is_better = true;
            }
        }
        if !is_better {
            break;
        }
    }
    order.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::{Span, tracks};

    fn span(left: &[i64], right: &[i64]) -> Span {
        Span {
            left: left.to_vec(),
            right: right.to_vec(),
        }
    }

    #[test]
    fn what_runs_straight_needs_no_track() {
        assert_eq!(tracks(&[span(&[7], &[7])]).1, 0);
    }

    #[test]
    fn lines_that_would_lie_on_each_other_change_places() {
        // The first leaves at 10 to where the second arrives: it has to turn before.
        let (tracks, count) = tracks(&[span(&[50], &[10]), span(&[10], &[90])]);
        assert_eq!((tracks, count), (vec![1, 0], 2));
    }

    #[test]
    fn lines_rather_cross_than_lie_on_each_other() {
        let (tracks, _) = tracks(&[span(&[20, 30, 40], &[10]), span(&[10], &[90])]);
        assert_eq!(tracks, [1, 0]);
    }

    #[test]
    fn lines_far_from_each_other_share_a_track() {
        assert_eq!(tracks(&[span(&[0], &[40]), span(&[80], &[120])]).1, 1);
    }
}
