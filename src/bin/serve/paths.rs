//! Names of folders that do not tell whose machine compiled: a release has the same bytes wherever it is built.

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::quality::TARGET;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The setting of cargo that replaces the folders of this machine in the compiled library: the checkout, the sources
/// of dependencies, and those of the standard library where they are installed.
pub(crate) fn remapped(checkout: &Checkout) -> Result<String, Failure> {
    let mut folders = vec![(checkout.root().to_owned(), "pullquote".to_owned())];
    folders.extend(registries().into_iter().map(|registry| (registry, "crates".to_owned())));
    folders.push(standard_library()?);
    let flags = folders.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    // A string of Rust, escaped, is a string of TOML.
    let flags: Vec<String> = flags.map(|flag| format!("{flag:?}")).collect();
    Ok(format!("target.{TARGET}.rustflags=[{}]", flags.join(",")))
}

/// A folder for each registry that crates come from: a mirror has another name.
fn registries() -> Vec<PathBuf> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let registries = fs::read_dir(cargo_home.join("registry").join("src"));
    registries.into_iter().flatten().flatten().map(|registry| registry.path()).collect()
}

/// Where the sources of the standard library may be installed, and how it is named where they are not.
fn standard_library() -> Result<(PathBuf, String), Failure> {
    let sysroot = rustc(&["--print", "sysroot"])?;
    let version = run_rustc(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    Ok((sysroot.join("lib").join("rustlib").join("src").join("rust"), format!("/rustc/{commit}")))
}

/// The path that rustc prints.
pub(crate) fn rustc(args: &[&str]) -> Result<PathBuf, Failure> {
    Ok(Path::new(run_rustc(args)?.trim()).to_owned())
}

fn run_rustc(args: &[&str]) -> Result<String, Failure> {
    let output = Command::new("rustc").args(args).output();
    let output = output.map_err(|source| Failure::Program { name: "rustc".into(), source })?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
