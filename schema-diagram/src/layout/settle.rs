//! How high everything is within its layer: as level as possible with what it is connected to.

/// Something in a layer, from the top.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) top: i64,
    pub(super) height: i64,
    /// How much room it wants above and below.
    pub(super) margin: i64,
    /// How much it minds not to be where it should.
    pub(super) weight: i64,
}

/// A line from a layer to the next one: the slot in each, and how far below its top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) left: (usize, i64),
    pub(super) right: (usize, i64),
}

/// How often each layer is brought level with its neighbours.
const ROUNDS: usize = 24;

/// Sets all tops. `links` are those between each layer and the next.
pub(super) fn settle(layers: &mut [Vec<Slot>], links: &[Vec<Link>]) {
    for layer in layers.iter_mut() {
        let wishes = vec![0; layer.len()];
        place(layer, &wishes);
        let middle = layer.last().map_or(0, |it| it.top + it.height) / 2;
        for slot in layer {
            slot.top -= middle;
        }
    }
    for round in 0..ROUNDS {
        for step in 0..layers.len() {
            let at = if round % 2 == 0 {
                step
            } else {
                layers.len() - 1 - step
            };
            let wishes = wishes(layers, links, at);
            if let Some(layer) = layers.get_mut(at) {
                place(layer, &wishes);
            }
        }
    }
    let highest = layers.iter().flatten().map(|it| it.top).min();
    for slot in layers.iter_mut().flatten() {
        slot.top -= highest.unwrap_or_default();
    }
}

/// Where each slot of a layer would like to be: the mean of what would make its lines straight.
fn wishes(layers: &[Vec<Slot>], links: &[Vec<Link>], at: usize) -> Vec<i64> {
    let own = layers.get(at).map_or(&[][..], Vec::as_slice);
    let mut sums = vec![(0_i64, 0_i64); own.len()];
    let mut wish = |(slot, offset): (usize, i64), other: Option<&Slot>, other_offset: i64| {
        if let (Some((sum, count)), Some(other)) = (sums.get_mut(slot), other) {
            *sum += other.top + other_offset - offset;
            *count += 1;
        }
    };
    let slot = |layer: Option<usize>, slot: usize| layers.get(layer?)?.get(slot);
    for link in links.get(at).into_iter().flatten() {
        wish(link.left, slot(Some(at + 1), link.right.0), link.right.1);
    }
    let before = at.checked_sub(1);
    for link in before.and_then(|it| links.get(it)).into_iter().flatten() {
        wish(link.right, slot(before, link.left.0), link.left.1);
    }
    let wishes = sums.iter().zip(own).map(|((sum, count), slot)| {
        // Without a line it stays where it is.
        sum.checked_div(*count).unwrap_or(slot.top)
    });
    wishes.collect()
}

/// Slots that have met and move together.
struct Block {
    first: usize,
    sum: i64,
    weight: i64,
}

impl Block {
    fn mean(&self) -> i64 {
        self.sum.div_euclid(self.weight)
    }
}

/// Puts the slots where they wish to be, or as near as their order and their room permit: those that
/// would overlap meet at their mean (an isotonic regression, by pooling what is adjacent).
fn place(layer: &mut [Slot], wishes: &[i64]) {
    let mut offsets = Vec::new();
    let mut offset = 0;
    let mut blocks: Vec<Block> = Vec::new();
    let mut margin = None;
    for (at, (slot, wish)) in layer.iter().zip(wishes).enumerate() {
        offset += margin.map_or(0, |above: i64| above + slot.margin);
        offsets.push(offset);
        let mut block = Block {
            first: at,
            sum: (wish - offset) * slot.weight,
            weight: slot.weight,
        };
        while let Some(above) = blocks.pop_if(|it| it.mean() > block.mean()) {
            block.first = above.first;
            block.sum += above.sum;
            block.weight += above.weight;
        }
        blocks.push(block);
        offset += slot.height;
        margin = Some(slot.margin);
    }
    let mut blocks = blocks.iter().peekable();
    let mut current = 0;
    for (at, (slot, offset)) in layer.iter_mut().zip(offsets).enumerate() {
        if let Some(block) = blocks.next_if(|it| it.first == at) {
            current = block.mean();
        }
        slot.top = current + offset;
    }
}

#[cfg(test)]
mod tests {
    use super::{Slot, place};

    fn slot(height: i64) -> Slot {
        Slot {
            top: 0,
            height,
            margin: 5,
            weight: 1,
        }
    }

    #[test]
    fn who_has_room_is_where_it_wishes_and_others_share() {
        let mut layer = vec![slot(10), slot(10), slot(10)];
        place(&mut layer, &[100, 100, 500]);
        let tops: Vec<i64> = layer.iter().map(|it| it.top).collect();
        assert_eq!(tops, [90, 110, 500]);
    }
}
