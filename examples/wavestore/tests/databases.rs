//! The command line that the declarations give to the program.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

use std::{fs, path::Path, process::Command};

use rusqlite_schema::rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;
use wavestore::{demo, filestore, objects, sagas};

/// What the program said, and its exit code.
struct Said {
    text: String,
    complaints: String,
    code: i32,
}

fn run(folder: &TempDir, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_databases"));
    let output = command.args(arguments).current_dir(folder.path());
    let output = output.output().unwrap();
    Said {
        text: String::from_utf8(output.stdout).unwrap(),
        complaints: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    let said = run(folder, &[arguments, &["--json"]].concat());
    serde_json::from_str(&said.text).unwrap_or_else(|error| panic!("{error}: {}", said.text))
}

/// A folder with an `objects.db` from before version numbers, and no other file.
fn legacy() -> TempDir {
    let folder = TempDir::new().unwrap();
    demo::write_legacy(&folder.path().join(objects::FILE)).unwrap();
    folder
}

fn stamp(file: &Path) -> i64 {
    let conn = Connection::open(file).unwrap();
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_file_is_looked_at_planned_migrated_and_checked() {
    let folder = legacy();
    let file = folder.path().join(objects::FILE);
    let before = fs::read(&file).unwrap();

    let status = json(&folder, &["status"]);
    assert_eq!(status[0]["state"], "to be adopted");
    assert_eq!(status[0]["version"], 0);
    assert_eq!(status[1]["state"], "to be created");
    assert_eq!(status[1]["exists"], false);
    let plan = json(&folder, &["plan", "objects.db", "--sql"]);
    let steps = plan[0]["steps"].as_array().unwrap().clone();
    assert_eq!(status[0]["steps"], steps.len());
    assert_eq!(steps[0]["version"], 0);
    assert!(steps[0]["sql"].as_str().unwrap().starts_with("ALTER TABLE"));
    assert_eq!(run(&folder, &["check"]).code, 1);
    let dry = json(&folder, &["migrate", "--dry-run"]);
    assert_eq!(dry[0]["dry_run"], true);
    assert_eq!(
        fs::read(&file).unwrap(),
        before,
        "nothing was changed so far"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    let done = json(&folder, &["migrate", "--backup", "--jobs", "3"]);
    let whats = |steps: &Value| -> Vec<Value> {
        let steps = steps.as_array().unwrap().iter();
        steps.map(|it| it["what"].clone()).collect()
    };
    assert_eq!(whats(&done[0]["steps"]), whats(&Value::Array(steps)));
    assert_eq!(whats(&done[0]["steps"]), whats(&dry[0]["steps"]));
    let backup = done[0]["backup"].as_str().unwrap();
    assert_eq!(stamp(&folder.path().join(backup)), 0);
    assert_eq!(stamp(&file), objects::VERSION);
    let check = run(&folder, &["check"]);
    assert_eq!((check.code, check.text.matches("current").count()), (0, 3));
    assert_eq!(
        run(&folder, &["plan"])
            .text
            .matches("nothing to do")
            .count(),
        3
    );
}

#[test]
fn references_that_lead_to_nothing_are_told() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(&folder, &["migrate", "objects.db"]).code, 0);
    let conn = Connection::open(folder.path().join("objects.db")).unwrap();
    let rows = "PRAGMA foreign_keys = OFF;
        INSERT INTO db_agent_content (agent_id, content_type) VALUES ('gone', 'a'), ('gone', 'b');
        INSERT INTO db_agent_history (agent_id, session_date, entry) VALUES ('gone', '', '')";
    conn.execute_batch(rows).unwrap();
    drop(conn);
    let check = run(&folder, &["check", "objects.db"]);
    assert_eq!(check.code, 0, "it is as declared: {}", check.text);
    for said in [
        "warning: 2 references of `db_agent_content` lead to rows that are not there",
        "warning: a reference of `db_agent_history` leads to a row that is not there",
    ] {
        assert!(check.text.contains(said), "{}", check.text);
    }
}

#[test]
fn drift_is_found() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(&folder, &["migrate", "objects.db"]).code, 0);
    let conn = Connection::open(folder.path().join("objects.db")).unwrap();
    conn.execute_batch(
        "ALTER TABLE db_agent_definitions DROP COLUMN updated_at; CREATE TABLE own (a)",
    )
    .unwrap();
    drop(conn);

    let check = run(&folder, &["check", "objects.db"]);
    assert_eq!(check.code, 1);
    assert!(
        check
            .text
            .contains("drift: column `db_agent_definitions.updated_at` is missing")
    );
    assert!(check.text.contains("note: table `own` is not declared"));
    let diff = run(
        &folder,
        &["diff", "4", "objects.db", "--database", "objects"],
    );
    assert!(
        diff.text
            .contains("- column `db_agent_definitions.updated_at`: updated_at INTEGER")
    );
    let diff = run(
        &folder,
        &["diff", "objects.db", "4", "--database", "objects"],
    );
    assert!(
        diff.text
            .contains("+ column `db_agent_definitions.updated_at`: updated_at INTEGER")
    );
}

#[test]
fn versions_are_written_compared_and_listed() {
    let folder = TempDir::new().unwrap();
    let newest = run(&folder, &["ddl", "--database", "objects"]);
    assert_eq!(newest.text.trim_end(), objects::DDL.trim_end());
    let first = run(&folder, &["ddl", "--version", "1", "--database", "objects"]);
    assert!(!first.text.contains("db_agents") && newest.text.contains("db_agents"));
    let diff = json(&folder, &["diff", "1", "2", "--database", "objects"]);
    assert_eq!(diff.as_array().unwrap().len(), 1);
    assert_eq!(diff[0]["verb"], "added");
    let back = json(&folder, &["diff", "2", "1", "--database", "objects"]);
    assert_eq!(back[0]["verb"], "removed");
    assert_eq!(
        run(&folder, &["diff", "2", "2", "--database", "objects"]).text,
        "no difference\n"
    );

    let history = json(&folder, &["history"]);
    assert_eq!(history[0]["versions"][1]["version"], 2);
    let seals = json(&folder, &["seal", "--database", "objects"]);
    assert_eq!(seals[0]["seal"], history[0]["versions"][0]["seal"]);
    assert!(
        run(&folder, &["completions", "bash"])
            .text
            .contains("_databases")
    );
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_their_answers() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("filestore.db"),
        "this is no database at all",
    )
    .unwrap();
    for command in ["status", "check", "plan", "migrate"] {
        let said = run(&folder, &[command]);
        assert_eq!(said.code, 1, "{command}: {}", said.text);
        assert_eq!(
            said.text.matches("error: ").count(),
            1,
            "{command}: {}",
            said.text
        );
        assert_eq!(
            said.text.matches("sagas.db (sagas): ").count(),
            1,
            "{command}"
        );
    }
    let all = json(&folder, &["status"]);
    assert!(all[1]["error"].as_str().unwrap().contains("filestore.db"));
}

#[test]
fn a_file_of_another_database_is_refused_by_every_command() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(sagas::FILE);
    filestore::open(&file).unwrap();
    let before = fs::read(&file).unwrap();
    for command in ["status", "check", "plan", "migrate"] {
        let said = run(&folder, &[command, sagas::FILE]);
        let text = said.text + &said.complaints;
        assert!(text.contains("belongs to another application"), "{text}");
        assert_ne!(said.code, 0, "{text}");
        assert!(fs::read(&file).unwrap() == before, "{command}");
    }
}

#[test]
fn what_makes_no_sense_is_said() {
    let folder = TempDir::new().unwrap();
    let cases: [(&[&str], &str); 9] = [
        (
            &["diagram", "--since", "9", "--database", "sagas"],
            "no version 9",
        ),
        (
            &["diagram", "--format", "png", "--database", "sagas"],
            "possible values: svg, mermaid",
        ),
        (
            &["diagram", "-o", "none/a.svg", "--database", "sagas"],
            "`none/a.svg` could not be written",
        ),
        (
            &["ddl"],
            "which of `objects`, `filestore`, `sagas` is meant?",
        ),
        (
            &["ddl", "--database", "agents"],
            "there is no schema `agents`",
        ),
        (&["status", "elsewhere.db"], "whose file is `elsewhere.db`?"),
        (
            &["ddl", "--version", "9", "--database", "sagas"],
            "no version 9",
        ),
        (
            &["diff", "a.db", "b.db", "--database", "sagas"],
            "are both files",
        ),
        (
            &["diff", "1", "b.db", "--database", "sagas"],
            "there is no file `b.db`",
        ),
    ];
    for (arguments, complaint) in cases {
        let said = run(&folder, arguments);
        assert_eq!(said.code, 2, "{arguments:?}");
        assert!(said.complaints.contains(complaint), "{}", said.complaints);
        assert_eq!(said.text, "");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn pictures_are_drawn() {
    let folder = TempDir::new().unwrap();
    let drawn = run(&folder, &["diagram", "--database", "objects"]);
    let kept = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/pictures/objects.svg"
    );
    assert!(
        drawn.text == fs::read_to_string(kept).unwrap(),
        "docs/pictures/objects.svg is not what is drawn: look at it, and write it anew with `-o`"
    );

    let arguments = ["diagram", "--database", "objects", "-o", "here.svg"];
    assert_eq!(run(&folder, &arguments).text, "here.svg was written\n");
    let saved = fs::read_to_string(folder.path().join("here.svg")).unwrap();
    assert_eq!(saved, drawn.text);

    let of = |arguments: &[&str]| {
        let given = ["diagram", "--database", "objects", "--format", "mermaid"];
        run(&folder, &[&given, arguments].concat()).text
    };
    assert!(of(&[]).contains("INTEGER user_hidden\n"));
    assert!(of(&["--since", "2"]).contains("INTEGER user_hidden \"came\"\n"));
    assert!(of(&["--version", "2", "--since", "3"]).contains("INTEGER user_hidden \"went\"\n"));
    assert!(!of(&["--version", "2"]).contains("user_hidden"));
    let json = json(
        &folder,
        &["diagram", "--database", "sagas", "--format", "mermaid"],
    );
    assert!(json["text"].as_str().unwrap().starts_with("erDiagram"));
}

/// Every command that takes a file takes one whose name isn't UTF-8.
#[test]
#[cfg(target_os = "linux")]
fn a_file_may_have_any_name() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let folder = TempDir::new().unwrap();
    let name = OsStr::from_bytes(b"caf\xe9.db");
    demo::write_legacy(&folder.path().join(name)).unwrap();
    for arguments in [
        "status",
        "plan",
        "import",
        "migrate --dry-run",
        "diff 4",
        "migrate --backup",
        "check",
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_databases"));
        command.args(arguments.split(' ')).arg(name);
        if arguments != "import" {
            command.args(["--database", "objects"]);
        }
        let output = command.current_dir(folder.path()).output().unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments}: {complaints}");
    }
    assert_eq!(stamp(&folder.path().join(name)), objects::VERSION);
    let names = fs::read_dir(folder.path()).unwrap();
    let mut names = names.map(|it| it.unwrap().file_name());
    let copy = names
        .find(|it| it.as_bytes().starts_with(b"caf\xe9.db.v0."))
        .unwrap();
    assert_eq!(stamp(&folder.path().join(copy)), 0);
}
