//! What the marks and the colours mean, below the picture.

use crate::{
    content::{Diagram, Fate},
    layout::Layout,
    text::width,
};

/// From one line of the legend to the next.
const LINE: i64 = 20;

/// Between two words in a line.
const BETWEEN: i64 = 24;

/// The lines of the legend, each from its left.
pub(super) struct Legend {
    pub(super) words: Vec<Word>,
    pub(super) width: i64,
    pub(super) height: i64,
}

pub(super) struct Word {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) text: String,
    pub(super) fate: Fate,
}

pub(super) fn legend(diagram: &Diagram, layout: &Layout) -> Legend {
    let mut legend = Legend {
        words: Vec::new(),
        width: 0,
        height: 0,
    };
    legend.line(marks(diagram));
    legend.line(fates(diagram));
    if layout.omitted > 0 {
        let sentence = format!(
            "{} references are not drawn: there are too many for one picture.",
            layout.omitted
        );
        legend.line(vec![(Fate::Stays, sentence)]);
    }
    legend
}

impl Legend {
    fn line(&mut self, words: Vec<(Fate, String)>) {
        if words.is_empty() {
            return;
        }
        self.height += LINE;
        let mut x = 0;
        for (fate, text) in words {
            let wide = width(&text);
            self.words.push(Word {
                x,
                y: self.height,
                text,
                fate,
            });
            self.width = self.width.max(x + wide);
            x += wide + BETWEEN;
        }
    }
}

/// The marks that occur.
fn marks(diagram: &Diagram) -> Vec<(Fate, String)> {
    let meanings = [
        ("PK", "primary key"),
        ("FK", "foreign key"),
        ("UK", "unique"),
    ];
    let rows = || diagram.tables.iter().flat_map(|it| &it.rows);
    let occurs = |mark: &str| rows().any(|row| row.marks().any(|it| it == mark));
    let occurring = meanings.into_iter().filter(|(mark, _)| occurs(mark));
    let mut words: Vec<_> = occurring
        .map(|(mark, meaning)| (Fate::Stays, format!("{mark} {meaning}")))
        .collect();
    if rows().any(|it| it.ty.now.ends_with('?')) {
        words.push((Fate::Stays, "? may be NULL".to_owned()));
    }
    words
}

/// The colours, where two versions are compared.
fn fates(diagram: &Diagram) -> Vec<(Fate, String)> {
    let Some((before, after)) = diagram.versions else {
        return Vec::new();
    };
    let words = [
        (Fate::Stays, format!("from version {before} to {after}:")),
        (Fate::Came, "came".to_owned()),
        (Fate::Changed, "changed".to_owned()),
        (Fate::Went, "went".to_owned()),
    ];
    words.into()
}
