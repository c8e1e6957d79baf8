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

/// Builds programs in a copy, with what they need and no more; where they are.
///
/// What can't be built is an error: a switch leaves room for no mutation that doesn't compile.
pub(crate) fn build(folder: &Path, arguments: &[&str]) -> io::Result<Vec<PathBuf>> {
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
    if !built.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&built.stderr)));
    }
    let said = String::from_utf8_lossy(&built.stdout);
    let programs = said.split("\"executable\":\"").skip(1);
    let paths = programs.filter_map(|it| Some(it.split_once('"')?.0.into()));
    Ok(paths.collect())
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
