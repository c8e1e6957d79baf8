//! What was measured, as tables.

use std::fmt::Write;

pub(crate) const HAND: &str = "by hand";
pub(crate) const OURS: &str = "`schema!`";

/// The median of one way of doing a work.
pub(crate) struct Measured {
    pub(crate) group: String,
    pub(crate) work: String,
    /// Rows, or whatever else grows.
    pub(crate) size: String,
    pub(crate) way: String,
    nanoseconds: f64,
    pub(crate) processor: f64,
}

/// Reads the lines that a group's program prints.
pub(crate) fn read(group: &str, lines: &str) -> Vec<Measured> {
    let measured = lines.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        Measured {
            group: group.to_owned(),
            work: fields[0].to_owned(),
            size: fields[1].to_owned(),
            way: fields[2].to_owned(),
            nanoseconds: fields[3].parse().unwrap(),
            processor: fields[4].parse().unwrap(),
        }
    });
    measured.collect()
}

/// What is demanded: in which work, of which way, beside which floor, at most how many times its time.
const DEMANDS: [(&str, &str, &str, f64); 10] = [
    (
        "open a current file",
        "`schema!`, `Drift::Ignore`",
        HAND,
        1.03,
    ),
    ("open and first answer", OURS, HAND, 1.10),
    ("create a fresh file", OURS, "rusqlite_migration", 0.55),
    ("create a fresh file, WAL", OURS, "rusqlite_migration", 0.55),
    ("in memory", OURS, HAND, 0.3),
    ("upgrade in place", OURS, HAND, 1.0),
    ("columns for a `STRICT` table", OURS, HAND, 0.5),
    ("two rebuilds of a table", OURS, HAND, 0.7),
    ("rows through Rust", OURS, HAND, 1.2),
    ("rows through Rust", OURS, "rust-query", 0.1),
];

pub(crate) fn demands(all: &[Measured], group: &str) -> String {
    let mut text = "| work | rows | floor | ms | ours, ms | ratio | processor | demanded |\n\
        |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (work, way, floor, most) in DEMANDS {
        let ours = |it: &&Measured| it.group == group && it.work == work && it.way == way;
        for it in all.iter().filter(ours) {
            let Some(floor) = find(all, group, work, &it.size, floor) else {
                continue;
            };
            writeln!(
                text,
                "| {work} | {} | {} | {} | {} | {:.2} | {:.2} | {most} |",
                it.size,
                floor.way,
                milliseconds(floor.nanoseconds),
                milliseconds(it.nanoseconds),
                it.nanoseconds / floor.nanoseconds,
                it.processor / floor.processor,
            )
            .unwrap();
        }
    }
    text
}

/// Every way beside that by hand in the same process: elapsed time, and processor time in parentheses.
pub(crate) fn peers(all: &[Measured]) -> String {
    const WAYS: [&str; 6] = [
        OURS,
        "rusqlite_migration",
        "refinery",
        "diesel_migrations",
        "sqlx",
        "rust-query",
    ];
    let mut text = format!(
        "| times as long as by hand | rows | {} |\n|---|---|{}\n",
        WAYS.join(" | "),
        "---|".repeat(WAYS.len())
    );
    let mut works: Vec<(&str, &str)> = Vec::new();
    for it in all.iter().filter(|it| it.group != "growth") {
        if !works.contains(&(&it.work, &it.size)) {
            works.push((&it.work, &it.size));
        }
    }
    for (work, size) in works {
        write!(text, "| {work} | {size} |").unwrap();
        for way in WAYS {
            let here = |it: &&Measured| it.work == work && it.size == size && it.way == way;
            let it = all.iter().filter(|it| it.group != "growth").find(here);
            let floor = it.and_then(|it| find(all, &it.group, work, size, HAND));
            match it.zip(floor) {
                Some((it, floor)) => write!(
                    text,
                    " {:.2} ({:.2}) |",
                    it.nanoseconds / floor.nanoseconds,
                    it.processor / floor.processor
                ),
                None => write!(text, " – |"),
            }
            .unwrap();
        }
        text.push('\n');
    }
    text
}

/// Processor time at each size, and beside the way by hand.
pub(crate) fn growth(all: &[Measured]) -> String {
    let mut grown: Vec<&Measured> = all.iter().filter(|it| it.group == "growth").collect();
    if grown.is_empty() {
        return String::new();
    }
    grown.retain(|it| it.way == OURS);
    let mut text = "| growth: processor time | size | by hand, ms | ours, ms | ratio |\n\
        |---|---|---|---|---|\n"
        .to_owned();
    for it in grown {
        let Some(floor) = find(all, &it.group, &it.work, &it.size, HAND) else {
            continue;
        };
        writeln!(
            text,
            "| {} | {} | {} | {} | {:.2} |",
            it.work,
            it.size,
            milliseconds(floor.processor),
            milliseconds(it.processor),
            it.processor / floor.processor
        )
        .unwrap();
    }
    text
}

fn find<'a>(
    all: &'a [Measured],
    group: &str,
    work: &str,
    size: &str,
    way: &str,
) -> Option<&'a Measured> {
    let is =
        |it: &&Measured| it.group == group && it.work == work && it.size == size && it.way == way;
    all.iter().find(is)
}

fn milliseconds(nanoseconds: f64) -> String {
    let milliseconds = nanoseconds / 1_000_000.0;
    if milliseconds < 10.0 {
        format!("{milliseconds:.3}")
    } else {
        format!("{milliseconds:.0}")
    }
}
