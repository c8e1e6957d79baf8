//! Lists everything that is public, as rustdoc knows it. A change of it is a change of these snapshots:
//! `INSTA_UPDATE=always cargo test -p interface` accepts one.

#![allow(clippy::unwrap_used)]

use std::{env, path::Path, process::Command};

/// What a package offers, a line each, without what is derived or holds for any type.
fn interface(package: &str, library: &str, features: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // A folder of its own, because the variable below has others compiled anew.
    let target = root.join("target/interface");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let written = Command::new(cargo)
        .current_dir(&root)
        .args(["rustdoc", "--quiet", "--lib", "--package", package])
        .args(["--no-default-features", "--features", features])
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        // The form is not stable yet, and the compiler is pinned.
        .env("RUSTC_BOOTSTRAP", "1")
        .status();
    assert!(written.unwrap().success(), "{package} has no documentation");
    let json = target.join(format!("doc/{library}.json"));
    let interface = public_api::Builder::from_rustdoc_json(json)
        .omit_auto_derived_impls(true)
        .omit_auto_trait_impls(true)
        .omit_blanket_impls(true)
        .build();
    let lines = interface.unwrap();
    let lines: Vec<String> = lines.items().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn the_facade() {
    let interface = interface("rusqlite-schema", "rusqlite_schema", "cli");
    insta::assert_snapshot!(interface);
}

#[test]
fn the_engine() {
    let interface = interface("rusqlite-schema-runtime", "schema_runtime", "rehearsal");
    insta::assert_snapshot!(interface);
}

#[test]
fn the_command_line() {
    let interface = interface("rusqlite-schema-cli", "schema_cli", "");
    insta::assert_snapshot!(interface);
}
