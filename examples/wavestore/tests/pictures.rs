//! In the pictures of all versions, and of what came between each two, no arrow crosses a table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::process::Command;

use wavestore::{filestore, objects, sagas};

/// From left to right, and from top to bottom.
#[derive(Debug)]
struct Area {
    x: [i64; 2],
    y: [i64; 2],
}

fn draw(database: &str, arguments: &[String]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_databases"));
    let command = command.args(["diagram", "--database", database]);
    let output = command.args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn numbers(text: &str) -> Vec<i64> {
    let digits = text.split(|it: char| !it.is_ascii_digit() && it != '-');
    digits.filter_map(|it| it.parse().ok()).collect()
}

/// The texts between `before` and the next quote.
fn attributes<'a>(svg: &'a str, before: &str) -> Vec<&'a str> {
    let values = svg.split(before).skip(1);
    values.map(|it| it.split('"').next().unwrap()).collect()
}

fn tables(svg: &str) -> Vec<Area> {
    let places = attributes(svg, "transform=\"translate(");
    let widths = attributes(svg, "\n<rect class=\"box\" width=\"");
    let heights = svg.split("\n<rect class=\"box\" width=\"").skip(1);
    let heights = heights.map(|it| numbers(it)[1]);
    let sizes = widths.into_iter().zip(heights);
    let areas = places
        .into_iter()
        .zip(sizes)
        .map(|(place, (width, height))| {
            let (at, width) = (numbers(place), numbers(width)[0]);
            Area {
                x: [at[0], at[0] + width],
                y: [at[1], at[1] + height],
            }
        });
    areas.collect()
}

/// The lines between the corners of each arrow. A corner is rounded within the lines that meet there.
fn lines(svg: &str) -> Vec<Area> {
    let paths = attributes(svg, "<path class=\"line\" d=\"").into_iter();
    let mut lines = Vec::new();
    for path in paths.map(numbers) {
        for points in path.chunks(2).collect::<Vec<_>>().windows(2) {
            let (mut x, mut y) = ([points[0][0], points[1][0]], [points[0][1], points[1][1]]);
            x.sort_unstable();
            y.sort_unstable();
            lines.push(Area { x, y });
        }
    }
    lines
}

fn share_more_than_a_border(line: &Area, table: &Area) -> bool {
    let beside = line.x[1] <= table.x[0] || table.x[1] <= line.x[0];
    let apart = line.y[1] <= table.y[0] || table.y[1] <= line.y[0];
    !beside && !apart
}

#[test]
fn no_arrow_crosses_a_table() {
    let databases = [
        ("objects", objects::VERSION),
        ("filestore", filestore::VERSION),
        ("sagas", sagas::VERSION),
    ];
    let mut seen = 0;
    for (database, newest) in databases {
        for version in 1..=newest {
            for since in 1..=newest {
                let arguments = [
                    "--version",
                    &version.to_string(),
                    "--since",
                    &since.to_string(),
                ];
                let svg = draw(database, &arguments.map(str::to_owned));
                let (tables, lines) = (tables(&svg), lines(&svg));
                assert!(!tables.is_empty());
                seen += lines.len();
                for (line, table) in lines
                    .iter()
                    .flat_map(|it| tables.iter().map(move |table| (it, table)))
                {
                    assert!(!share_more_than_a_border(line, table), "{line:?} {table:?}");
                }
            }
        }
    }
    assert!(seen > 100, "there are arrows");
}
