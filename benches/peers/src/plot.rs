//! Growth as a picture: how the time of each work grows with tables and with versions.

use std::path::Path;

use plotters::{
    chart::{ChartBuilder, SeriesLabelPosition},
    coord::Shift,
    prelude::{
        BLACK, Color, DrawingArea, IntoDrawingArea, IntoLogRange, LineSeries, PathElement,
        RGBColor, SVGBackend, WHITE,
    },
    style::ShapeStyle,
};

use crate::table::{HAND, Measured, OURS};

/// A work, and its colour in both panels.
const WORKS: [(&str, RGBColor); 5] = [
    ("open a current file", RGBColor(0, 114, 178)),
    ("open and first answer", RGBColor(86, 180, 233)),
    ("create a fresh file", RGBColor(213, 94, 0)),
    ("in memory", RGBColor(0, 158, 115)),
    ("upgrade in place", RGBColor(204, 121, 167)),
];

const SIZE: (u32, u32) = (1100, 520);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws what was measured of growth.
pub(crate) fn growth(all: &[Measured], path: &Path) {
    let area = SVGBackend::new(path, SIZE).into_drawing_area();
    area.fill(&WHITE).unwrap();
    let panels = area.split_evenly((1, 2));
    for (panel, what) in panels.iter().zip(["tables", "versions"]) {
        draw(panel, all, what);
    }
    area.present().unwrap();
}

/// A panel with logarithmic axes: what grows in proportion is a line at an angle of 45 degrees.
fn draw(area: &Area<'_>, all: &[Measured], what: &str) {
    let of_panel = |work: &str| format!("{work}, {what}");
    let sizes = all.iter().filter(|it| it.work.ends_with(what));
    let sizes: Vec<f64> = sizes.map(|it| it.size.parse().unwrap()).collect();
    let (least, most) = (
        sizes.iter().copied().fold(f64::MAX, f64::min),
        sizes.iter().copied().fold(1.0, f64::max),
    );
    let mut chart = ChartBuilder::on(area)
        .caption(
            format!("milliseconds of processor time, by {what}"),
            ("sans-serif", 18),
        )
        .margin(12)
        .x_label_area_size(34)
        .y_label_area_size(58)
        .build_cartesian_2d((least..most).log_scale(), (0.01..20_000.0).log_scale())
        .unwrap();
    chart
        .configure_mesh()
        .x_desc(what)
        .light_line_style(WHITE)
        .draw()
        .unwrap();
    for (work, color) in WORKS {
        for way in [OURS, HAND] {
            let points = points(all, &of_panel(work), way);
            let style = ShapeStyle::from(color.mix(if way == OURS { 1.0 } else { 0.45 }))
                .stroke_width(if way == OURS { 3 } else { 1 });
            let series = chart.draw_series(LineSeries::new(points, style)).unwrap();
            if way == OURS {
                let key = move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], style);
                series.label(work).legend(key);
            }
        }
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.2))
        .draw()
        .unwrap();
}

fn points(all: &[Measured], work: &str, way: &str) -> Vec<(f64, f64)> {
    let measured = all.iter().filter(|it| it.work == work && it.way == way);
    let mut points: Vec<(f64, f64)> = measured
        .map(|it| (it.size.parse().unwrap(), it.processor / 1_000_000.0))
        .collect();
    points.sort_by(|one, other| one.0.total_cmp(&other.0));
    points
}
