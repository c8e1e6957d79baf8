//! The bench beside the peers: runs every group, and writes the table into `benches/README.md`.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml`; some twenty minutes, most of it
//! rust-query's million rows. With `-- 20000` another number of rows, with `-- open create` only the
//! works with one of these words, which are printed and not written down.
//!
//! Each group is a workspace of its own, because a build has one SQLite.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

mod machine;
mod plot;
mod table;

use self::table::Measured;

/// The first is the one whose floor and peers the demands are held against.
const GROUPS: [&str; 3] = ["rusqlite-0.40", "rusqlite-0.41", "rusqlite-0.39"];

const BEGIN: &str = "<!-- measured beside the peers -->\n";
const END: &str = "<!-- end of what was measured -->\n";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let before = machine::load();
    let mut all = Vec::new();
    for group in GROUPS.iter().filter(|_| arguments != ["growth"]) {
        eprintln!("{group} …");
        all.extend(table::read(group, &run(group, &arguments)));
    }
    // Growth takes no rows of its own, so it is measured with the rest and by its name.
    if arguments.is_empty() || arguments == ["growth"] {
        eprintln!("growth …");
        let grown = table::read("growth", &run(GROUPS[0], &["growth".to_owned()]));
        plot::growth(&grown, &folder().join("../growth.svg"));
        all.extend(grown);
    }
    let load = format!("{before} before and {} after", machine::load());
    let text = page(&all, &load);
    println!("{text}");
    let has_words = arguments.iter().any(|it| it.parse::<i64>().is_err());
    if !has_words {
        write(&text);
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program of a group, and returns what it printed.
fn run(group: &str, arguments: &[String]) -> String {
    let target = folder().join("../../target/peers");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--release", "--quiet", "--locked", "--manifest-path"])
        .arg(folder().join(group).join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .env("CARGO_TARGET_DIR", target)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{group}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn page(all: &[Measured], load: &str) -> String {
    let locks = GROUPS.map(|it| fs::read_to_string(folder().join(it).join("Cargo.lock")).unwrap());
    [
        table::demands(all, GROUPS[0]),
        table::peers(all),
        table::growth(all),
        machine::describe(&locks, load),
    ]
    .join("\n")
}

/// Puts the text in the place of what was measured before.
fn write(text: &str) {
    let path = folder().join("../README.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    fs::write(&path, format!("{head}{BEGIN}\n{text}\n{END}{tail}")).unwrap();
}
