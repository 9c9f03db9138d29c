//! Holds what `tools/deny.toml` asks for on every machine: cargo-deny is not installed everywhere, and takes minutes to
//! compile. Also: no crate of ours has unsafe code.

use crate::expression::is_allowed;
use crate::licence_files;
use crate::packages::{self, Package};
use crate::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// As Cargo.lock names Rust's public registry.
const PUBLIC_REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn packages_of_others() -> Vec<Package> {
    let all = packages::all(&root()).expect("cargo lists the packages");
    all.into_iter().filter(|package| package.source.is_some()).collect()
}

/// The strings of the list `key`; of an entry with a reason, those before it.
fn listed(key: &str) -> Vec<String> {
    let settings = fs::read_to_string(root().join("tools/deny.toml")).expect("the settings are there");
    let (_, rest) = settings.split_once(&format!("\n{key} = [")).expect("the list is there");
    let list = rest.split("]\n").next().unwrap_or_default();
    let entries = list.lines().filter_map(|line| line.split("reason").next());
    entries.flat_map(|entry| entry.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_package_has_an_allowed_licence() {
    let allowed = listed("allow");
    let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
    let is_refused = |package: &Package| match &package.license {
        Some(expression) => !is_allowed(expression, &allowed),
        // Its Cargo.toml names a file instead.
        None => allowed.iter().all(|licence| licence_files::read(package.folder(), licence).text.is_empty()),
    };
    let refused = packages_of_others().into_iter().filter(is_refused);
    let refused: Vec<_> = refused.map(|package| (package.name, package.license)).collect();
    assert!(refused.is_empty(), "{refused:?} have none of {allowed:?}");
}

#[test]
fn every_package_comes_from_the_public_registry() {
    let elsewhere = packages_of_others().into_iter();
    let elsewhere = elsewhere.filter(|package| package.source.as_deref() != Some(PUBLIC_REGISTRY));
    let elsewhere: Vec<_> = elsewhere.map(|package| (package.name, package.source)).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn no_package_is_there_twice_but_those_with_a_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages_of_others() {
        versions.entry(package.name).or_default().insert(package.version);
    }
    let twice = versions.into_iter().filter(|(_, versions)| 1 < versions.len());
    let twice: BTreeSet<String> = twice.map(|(name, _)| name).collect();
    let skipped = listed("skip").into_iter();
    let skipped: BTreeSet<String> =
        skipped.map(|entry| entry.split('@').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(twice, skipped, "the packages that are there twice, and the list `skip` of tools/deny.toml");
}

/// Tables that the readers of HTML and of PDF have in two versions, and what gives random numbers to Arrow's hash tables and to
/// the writer of archives. In the page they are modules of their own, so that only the command line carries both.
const CARRIED_TWICE: [&str; 3] = ["getrandom", "phf", "phf_shared"];

#[test]
fn what_is_shipped_carries_no_package_twice() {
    let carried = packages::carried(&root()).expect("cargo lists the packages");
    let mut names = BTreeSet::new();
    let by_us = carried.iter().filter(|carried| carried.is_in_page || carried.is_in_command);
    let twice = by_us.map(|carried| &carried.package.name).filter(|&name| !names.insert(name));
    assert_eq!(twice.collect::<Vec<_>>(), CARRIED_TWICE);
}

/// The workspace forbids unsafe code; each of its packages has to take that over, or to say it again.
#[test]
fn no_crate_has_unsafe_code() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("the workspace is there");
    assert!(workspace.contains("\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n"));
    let all = packages::all(&root()).expect("cargo lists the packages");
    let own: Vec<Package> = all.into_iter().filter(|package| package.source.is_none()).collect();
    assert!(own.iter().any(|package| package.name == "pullquote"));
    for package in own {
        let manifest = fs::read_to_string(package.folder().join("Cargo.toml")).expect("it is there");
        let forbids = ["\n[lints]\nworkspace = true\n", "\n[lints.rust]\nunsafe_code = \"forbid\"\n"];
        assert!(forbids.iter().any(|lines| manifest.contains(lines)), "{} allows unsafe code", package.name);
    }
    // cargo-fuzz makes packages of their own.
    for target in fs::read_dir(root().join("fuzz/fuzz_targets")).expect("the targets are there").flatten() {
        let source = fs::read_to_string(target.path()).expect("it is text");
        assert!(!source.contains("unsafe"), "{}", target.path().display());
    }
}
