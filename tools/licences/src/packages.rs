//! The packages that the page and the command line carry, as cargo resolves them.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package as cargo describes it.
#[derive(Clone, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    pub(crate) repository: Option<String>,
    /// Nothing for the project's own packages.
    pub(crate) source: Option<String>,
    manifest_path: PathBuf,
}

/// A package with what carries it.
pub(crate) struct CarriedPackage {
    pub(crate) package: Package,
    pub(crate) is_in_page: bool,
    pub(crate) is_in_command: bool,
    pub(crate) is_in_python: bool,
}

/// Cargo could not be asked, or a file could not be written.
#[derive(Debug)]
pub(crate) enum Failure {
    Io(std::io::Error),
    Cargo(String),
    Metadata(serde_json::Error),
}

/// Where people run the command line. Which packages it carries differs between them.
const PLATFORMS: [&str; 3] = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"];

impl Package {
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().expect("a manifest stands in a folder")
    }
}

/// The packages of others that the page, the command line or the Python package carries. What only runs while they are compiled is not
/// among them.
pub(crate) fn carried(root: &Path) -> Result<Vec<CarriedPackage>, Failure> {
    let page = names_in(root, "pullquote", &["wasm32-unknown-unknown"])?;
    let command = names_in(root, "pullquote-cli", &PLATFORMS)?;
    let python = names_in(root, "pullquote-python", &PLATFORMS)?;
    let known = all(root)?.into_iter().filter(|package| package.source.is_some());
    let known: BTreeMap<String, Package> =
        known.map(|package| (format!("{} v{}", package.name, package.version), package)).collect();
    let names: BTreeSet<&String> = page.iter().chain(&command).chain(&python).collect();
    let carried = names.into_iter().filter_map(|name| {
        let package = known.get(name)?.clone();
        Some(CarriedPackage {
            package,
            is_in_page: page.contains(name),
            is_in_command: command.contains(name),
            is_in_python: python.contains(name),
        })
    });
    Ok(carried.collect())
}

/// All packages that the lock file names.
pub(crate) fn all(root: &Path) -> Result<Vec<Package>, Failure> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let metadata = cargo(root, &["metadata", "--locked", "--format-version", "1"])?;
    let Metadata { packages } = serde_json::from_str(&metadata).map_err(Failure::Metadata)?;
    Ok(packages)
}

/// `name v1.2.3` of each package that one package needs at run time.
fn names_in(root: &Path, package: &str, platforms: &[&str]) -> Result<BTreeSet<String>, Failure> {
    let mut args = vec!["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none"];
    args.extend(["--format", "{p}", "--package", package]);
    args.extend(platforms.iter().flat_map(|platform| ["--target", platform]));
    let tree = cargo(root, &args)?;
    // `name v1.2.3 (path)`, `name v1.2.3 (*)`
    let lines = tree.lines().filter(|line| !line.is_empty());
    Ok(lines.map(|line| line.split(" (").next().unwrap_or(line).to_owned()).collect())
}

fn cargo(root: &Path, args: &[&str]) -> Result<String, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).current_dir(root).args(args).output()?;
    if !output.status.success() {
        return Err(Failure::Cargo(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl From<std::io::Error> for Failure {
    fn from(why: std::io::Error) -> Failure {
        Failure::Io(why)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Io(why) => write!(out, "{why}"),
            Failure::Cargo(why) => write!(out, "cargo says: {why}"),
            Failure::Metadata(why) => write!(out, "cargo's list of packages cannot be read: {why}"),
        }
    }
}
