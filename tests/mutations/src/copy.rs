//! A copy of packages of the repository, and what cargo builds of it.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// The workspace of a copy: with the repository's settings and other packages.
pub(crate) fn workspace(manifest: &str, members: &[&str]) -> String {
    let settings = manifest.split_once("[workspace.package]");
    let settings = settings.map_or("", |(_, rest)| rest);
    let (settings, _) = settings.split_once("\n[package]").unwrap_or((settings, ""));
    format!(
        "[workspace]\nmembers = {members:?}\nresolver = \"3\"\n\n[workspace.package]{settings}\n"
    )
}

/// Builds a program in a copy, with what it needs and no more; where it is.
///
/// What can't be built is an error: a switch leaves room for no mutation that doesn't compile.
pub(crate) fn build(folder: &Path, arguments: &[&str]) -> io::Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(arguments)
        .args([
            "--quiet",
            "--offline",
            "--message-format=json-render-diagnostics",
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // A warning in a broken library is no reason not to build it.
        .env("RUSTFLAGS", "--cap-lints=allow")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()?;
    let said = String::from_utf8_lossy(&built.stdout);
    let program = said.rsplit_once("\"executable\":\"");
    let program = program.and_then(|(_, rest)| rest.split_once('"'));
    match program {
        Some((path, _)) if built.status.success() => Ok(path.into()),
        _ => Err(io::Error::other(String::from_utf8_lossy(&built.stderr))),
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
