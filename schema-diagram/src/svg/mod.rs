//! The picture.
//!
//! It has no background, and its colours are those of a light or a dark page, as the reader's browser
//! or rustdoc's theme says.

mod legend;
mod path;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display, Formatter},
};

use crate::{
    content::{Diagram, Fate, Reference, Row, Table},
    layout::{Layout, MARGIN, Rect, layout},
    measure::{HEADER, PADDING, ROW, marks, name_at, row_at},
    text::Escaped,
};

use self::{
    legend::{Legend, legend},
    path::{Head, Rounded},
};

const STYLE: &str = include_str!("style.css");

/// How wide the text of rustdoc is at most.
const PAGE: i64 = 920;

/// How many colours there are for references.
const HUES: usize = 6;

/// From the middle of a line of text down to where it stands.
const BASELINE: i64 = 4;

/// A diagram as SVG. [`Display`] writes a file.
#[derive(Debug)]
pub struct Svg<'a> {
    diagram: &'a Diagram,
    layout: Layout,
    is_inline: bool,
}

impl<'a> Svg<'a> {
    pub(crate) fn new(diagram: &'a Diagram) -> Self {
        Self {
            layout: layout(diagram, None),
            diagram,
            is_inline: false,
        }
    }

    /// A piece of HTML for a page of rustdoc instead of a file: it has no blank line, so that it can stand
    /// in Markdown, and scrolls where it is wider than the page.
    #[must_use]
    pub fn inline(self) -> Self {
        Self {
            layout: layout(self.diagram, Some(PAGE)),
            is_inline: true,
            ..self
        }
    }
}

impl Display for Svg<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let legend = legend(self.diagram, &self.layout);
        let width = self.layout.width.max(legend.width + 2 * MARGIN);
        let height = self.layout.height + legend.height + MARGIN;
        let namespace = if self.is_inline {
            f.write_str("<div style=\"overflow-x:auto\">\n")?;
            ""
        } else {
            " xmlns=\"http://www.w3.org/2000/svg\""
        };
        writeln!(
            f,
            "<svg{namespace} class=\"schema-diagram\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
        )?;
        writeln!(f, "<style>\n{}\n</style>", STYLE.trim_end())?;
        self.references(f)?;
        for (table, rect) in self.diagram.tables.iter().zip(&self.layout.boxes) {
            write_table(f, table, rect)?;
        }
        write_legend(f, &legend, self.layout.height)?;
        writeln!(f, "</svg>")?;
        if self.is_inline {
            writeln!(f, "</div>")?;
        }
        Ok(())
    }
}

impl Svg<'_> {
    /// The arrows; what came or went above what stays, because references to one row share their way.
    fn references(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut all: Vec<_> = self
            .diagram
            .references
            .iter()
            .zip(&self.layout.paths)
            .zip(self.colours())
            .collect();
        all.sort_by_key(|((reference, _), _)| reference.fate);
        for ((reference, points), colour) in all {
            if let (Some(first), Some(head)) = (points.first(), Head::of(points)) {
                write!(f, "<g class=\"reference{colour}\">")?;
                write!(f, "<title>{}</title>", Escaped(self.sentence(reference)))?;
                write!(f, "<path class=\"line\" d=\"{}\"/>", Rounded(points))?;
                write!(
                    f,
                    "<circle class=\"tip\" cx=\"{}\" cy=\"{}\" r=\"2.5\"/>",
                    first.x, first.y
                )?;
                writeln!(f, "<path class=\"tip\" d=\"{head}\"/></g>")?;
            }
        }
        Ok(())
    }

    /// What came or went has a colour. Where nothing did, the references to one table have one, so that
    /// the eye can follow them: another one than those to the table above it.
    fn colours(&self) -> Vec<String> {
        let references = &self.diagram.references;
        let place = |table: usize| self.layout.boxes.get(table).map(|it| (it.x, it.y));
        let parents: BTreeSet<_> = references.iter().map(|it| place(it.parent)).collect();
        let ranks: BTreeMap<_, usize> = parents.into_iter().zip(0..).collect();
        let colour = |it: &Reference| match (self.diagram.versions, ranks.get(&place(it.parent))) {
            (None, Some(rank)) => format!(" hue{}", rank % HUES),
            _ => class(it.fate).to_owned(),
        };
        references.iter().map(colour).collect()
    }

    /// A reference in words, which browsers show when the mouse is over it.
    fn sentence(&self, reference: &Reference) -> String {
        let end = |table: usize, rows: &[usize]| {
            let table = self.diagram.tables.get(table);
            let name = table.map_or("", |it| &it.name.now);
            let rows = rows.iter().filter_map(|it| table?.rows.get(*it));
            let rows: Vec<&str> = rows.map(|it| it.name.now.as_str()).collect();
            format!("{name} ({})", rows.join(", "))
        };
        let child = end(reference.child, &reference.rows);
        let parent = end(reference.parent, &reference.parent_rows);
        let sentence = format!("{child} references {parent} {}", reference.actions);
        sentence.trim_end().to_owned()
    }
}

/// The class of what came or went, with a space before it.
fn class(fate: Fate) -> &'static str {
    match fate {
        Fate::Stays => "",
        Fate::Changed => " changed",
        Fate::Went => " went",
        Fate::Came => " came",
    }
}

fn write_table(f: &mut Formatter<'_>, table: &Table, rect: &Rect) -> fmt::Result {
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    writeln!(
        f,
        "<g class=\"table{}\" transform=\"translate({x} {y})\">",
        class(table.fate)
    )?;
    writeln!(
        f,
        "<rect class=\"box\" width=\"{width}\" height=\"{height}\" rx=\"5\"/>"
    )?;
    let (right, straight) = (width - 5, HEADER - 5);
    writeln!(
        f,
        "<path class=\"head\" d=\"M0 {HEADER}v-{straight}q0 -5 5 -5H{right}q5 0 5 5v{straight}z\"/>"
    )?;
    writeln!(
        f,
        "<text class=\"name\" x=\"{PADDING}\" y=\"{}\">{}</text>",
        HEADER / 2 + BASELINE,
        Escaped(&table.name)
    )?;
    for (at, row) in table.rows.iter().enumerate() {
        write_row(f, row, row_at(at), name_at(table), *width)?;
    }
    writeln!(f, "</g>")
}

fn write_row(f: &mut Formatter<'_>, row: &Row, y: i64, name_at: i64, width: i64) -> fmt::Result {
    let text = y + BASELINE;
    write!(f, "<g class=\"row{}\">", class(row.fate))?;
    if row.fate != Fate::Stays {
        write!(
            f,
            "<rect class=\"box\" x=\"1\" y=\"{}\" width=\"{}\" height=\"{ROW}\"/>",
            y - ROW / 2,
            width - 2
        )?;
    }
    let marks = marks(row);
    if !marks.is_empty() {
        write!(
            f,
            "<text class=\"mark\" x=\"{PADDING}\" y=\"{text}\">{marks}</text>"
        )?;
    }
    let key = if row.is_primary { " class=\"key\"" } else { "" };
    write!(
        f,
        "<text{key} x=\"{name_at}\" y=\"{text}\">{}</text>",
        Escaped(&row.name)
    )?;
    writeln!(
        f,
        "<text class=\"type\" x=\"{}\" y=\"{text}\" text-anchor=\"end\">{}</text></g>",
        width - PADDING,
        Escaped(&row.ty)
    )
}

fn write_legend(f: &mut Formatter<'_>, legend: &Legend, top: i64) -> fmt::Result {
    for word in &legend.words {
        writeln!(
            f,
            "<g class=\"legend{}\"><text class=\"note\" x=\"{}\" y=\"{}\">{}</text></g>",
            class(word.fate),
            word.x + MARGIN,
            top + word.y,
            Escaped(&word.text)
        )?;
    }
    Ok(())
}
