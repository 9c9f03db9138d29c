//! The files of the checkout, and how a rule says what breaks it.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Source {
    /// Within the checkout, with `/` between folders.
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn rust(folder: &str) -> Vec<Source> {
    files(folder, &["rs"])
}

/// The files of these kinds in a folder of the checkout and the folders within it.
pub(crate) fn files(folder: &str, kinds: &[&str]) -> Vec<Source> {
    let is_kind =
        |path: &PathBuf| kinds.iter().any(|kind| path.extension().is_some_and(|found| found == *kind));
    paths(&root().join(folder)).into_iter().filter(is_kind).map(|path| source(&path)).collect()
}

/// The files in a folder and the folders within it, but for what git ignores. A folder need not be there.
pub(crate) fn paths(folder: &Path) -> Vec<PathBuf> {
    let hidden = ignored();
    let is_hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| hidden.contains(&*name.to_string_lossy()));
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() && !is_hidden(&path) {
                folders.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    Source { path: within(path), text }
}

/// The path within the checkout.
pub(crate) fn within(path: &Path) -> String {
    path.strip_prefix(root()).expect("it was found within the checkout").to_string_lossy().into_owned()
}

/// Names that git ignores at the top: `/target` and the like.
pub(crate) fn ignored() -> BTreeSet<String> {
    let rules = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    rules.lines().map(|rule| rule.trim_matches('/').to_owned()).collect()
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of a file that break a rule, as messages.
pub(crate) fn found(source: &Source, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| breaks(line));
    lines.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim())).collect()
}

/// What stands before `//`. Within a string that cuts off too much, which no rule here minds.
pub(crate) fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}

pub(crate) fn first_word(text: &str) -> String {
    text.chars().take_while(|&char| char == '_' || char.is_alphanumeric()).collect()
}

#[track_caller]
pub(crate) fn assert_none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Fails with everything that was counted, if that is more than the rule allows.
#[track_caller]
pub(crate) fn assert_at_most(limit: usize, count: usize, counted: impl IntoIterator<Item = impl Display>) {
    let lines: Vec<String> = counted.into_iter().map(|one| one.to_string()).collect();
    assert!(count <= limit, "{count}, more than {limit}:\n{}\n", lines.join("\n"));
}
