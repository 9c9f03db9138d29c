//! The Rust files of a checkout, each with its code and its tests apart.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item};

/// The folders of a checkout that hold Rust files. `fuzz` is a workspace of its own.
const FOLDERS: [&str; 5] = ["src", "tools", "bindings", "tests", "benches"];

/// The Rust files of a checkout.
pub struct Project {
    pub(crate) sources: Vec<Source>,
}

/// One Rust file.
pub(crate) struct Source {
    /// Within the checkout, with `/` between folders.
    pub path: String,
    pub lines: usize,
    /// `//!` sentences and the like.
    pub attributes: Vec<Attribute>,
    /// Without items that only tests compile.
    pub code: Vec<Item>,
    /// The items that only tests compile.
    pub tests: Vec<Item>,
}

/// Which part of the project a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The library and its programs: `src`.
    Library,
    /// What developers use: `tools`, `bindings`.
    Tools,
    /// `tests` and `benches`, wherever they are, and the tests within other files.
    Tests,
}

/// A file that is no Rust, or that cannot be read.
#[derive(Debug)]
pub struct SyntaxError {
    /// Which file.
    pub path: String,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

impl std::error::Error for SyntaxError {}

impl Project {
    /// Reads the Rust files of the checkout at this path.
    ///
    /// # Errors
    /// A file cannot be read or parsed.
    pub fn read(root: &Path) -> Result<Self, SyntaxError> {
        let mut texts = Vec::new();
        for folder in FOLDERS {
            for path in rust_files(&root.join(folder)) {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                match fs::read_to_string(&path) {
                    Ok(text) => texts.push((name, text)),
                    Err(why) => return Err(SyntaxError { path: name, why: why.to_string() }),
                }
            }
        }
        Self::from_texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// The project that these files make: each a path within the checkout, and a text.
    ///
    /// # Errors
    /// A text is no Rust.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, SyntaxError> {
        let mut sources = Vec::new();
        for (path, text) in texts {
            let file = syn::parse_file(text).map_err(|why| SyntaxError {
                path: path.to_owned(),
                why: format!("line {}: {why}", why.span().start().line),
            })?;
            let mut tests = Vec::new();
            let code = without_tests(file.items, &mut tests);
            sources.push(Source {
                path: path.to_owned(),
                lines: text.lines().count(),
                attributes: file.attrs,
                code,
                tests,
            });
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        move_test_files(&mut sources);
        Ok(Self { sources })
    }

    /// The files of `src`: of the library and its programs.
    pub(crate) fn library(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.group() == Group::Library)
    }
}

impl Source {
    /// Where the file's code belongs. Its tests belong to [`Group::Tests`].
    pub(crate) fn group(&self) -> Group {
        // A program has a package of its own, with its own tests.
        let mut folders = self.path.split('/').rev().skip(1);
        if folders.any(|folder| ["tests", "benches"].contains(&folder)) {
            Group::Tests
        } else if self.path.starts_with("src/") {
            Group::Library
        } else {
            Group::Tools
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        // A checkout need not have every folder.
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// Moves the items that only tests compile to `tests`.
fn without_tests(items: Vec<Item>, tests: &mut Vec<Item>) -> Vec<Item> {
    let mut code = Vec::new();
    for mut item in items {
        if attributes_of(&item).iter().any(is_test) {
            tests.push(item);
            continue;
        }
        match &mut item {
            Item::Mod(module) => {
                if let Some((_, content)) = &mut module.content {
                    *content = without_tests(std::mem::take(content), tests);
                }
            }
            Item::Impl(block) => block.items.retain(|item| !is_test_within_impl(item)),
            _ => {}
        }
        code.push(item);
    }
    code
}

/// `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`; not `#[cfg(not(test))]`.
fn is_test(attribute: &Attribute) -> bool {
    if attribute.path().is_ident("test") {
        return true;
    }
    let syn::Meta::List(list) = &attribute.meta else { return false };
    let condition: String = list.tokens.to_string().chars().filter(|char| !char.is_whitespace()).collect();
    list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all(test,"))
}

fn is_test_within_impl(item: &syn::ImplItem) -> bool {
    match item {
        syn::ImplItem::Fn(function) => function.attrs.iter().any(is_test),
        syn::ImplItem::Const(constant) => constant.attrs.iter().any(is_test),
        _ => false,
    }
}

/// The attributes of an item, outer ones and those within.
pub(crate) fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// A file declared by `#[cfg(test)] mod name;` holds tests alone, as do `tests` and `benches`.
fn move_test_files(sources: &mut [Source]) {
    let mut test_files = BTreeSet::new();
    for source in &*sources {
        let folder = folder_of(&source.path);
        for item in &source.tests {
            if let Item::Mod(module) = item
                && module.content.is_none()
            {
                test_files.insert(format!("{folder}/{}.rs", module.ident));
                test_files.insert(format!("{folder}/{}/mod.rs", module.ident));
            }
        }
    }
    for source in sources {
        if source.group() == Group::Tests || test_files.contains(&source.path) {
            source.tests.append(&mut source.code);
        }
    }
}

/// Where the modules lie that a file declares: `src/span.rs` → `src/span`, `src/lib.rs` → `src`.
fn folder_of(path: &str) -> &str {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let is_root = |name: &str| ["lib", "main", "mod"].contains(&name);
    match stem.rsplit_once('/') {
        Some((folder, name)) if is_root(name) => folder,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(items: &[Item]) -> Vec<String> {
        let name = |item: &Item| match item {
            Item::Fn(function) => Some(function.sig.ident.to_string()),
            Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        };
        items.iter().filter_map(name).collect()
    }

    #[test]
    fn tests_are_kept_apart_from_code() {
        let text = "fn a() {} #[test] fn b() {} #[cfg(test)] mod tests { fn c() {} }\n\
            #[cfg(not(test))] fn d() {} mod inner { #[cfg(test)] fn e() {} }";
        let project = Project::from_texts([("src/a.rs", text)]).expect("it is Rust");
        assert_eq!(names(&project.sources[0].code), ["a", "d", "inner"]);
        assert_eq!(names(&project.sources[0].tests), ["b", "tests", "e"]);
    }

    #[test]
    fn a_file_declared_as_a_test_holds_tests_alone() {
        let texts = [("src/a.rs", "#[cfg(test)] mod tests; fn a() {}"), ("src/a/tests.rs", "fn b() {}")];
        let project = Project::from_texts(texts).expect("it is Rust");
        assert_eq!(names(&project.sources[0].code), ["a"]);
        assert_eq!(names(&project.sources[1].tests), ["b"]);
        assert!(project.sources[1].code.is_empty());
    }

    #[test]
    fn files_belong_to_groups() {
        let cases = [
            ("src/a/b.rs", Group::Library),
            ("src/bin/p/main.rs", Group::Library),
            ("src/bin/p/tests/t.rs", Group::Tests),
            ("src/a/tests.rs", Group::Library),
            ("tests/a/main.rs", Group::Tests),
            ("benches/a.rs", Group::Tests),
            ("tools/lab/src/main.rs", Group::Tools),
        ];
        for (path, group) in cases {
            let project = Project::from_texts([(path, "")]).expect("it is Rust");
            assert_eq!(project.sources[0].group(), group, "{path}");
        }
    }

    #[test]
    fn what_is_no_rust_is_reported_with_its_line() {
        let error = Project::from_texts([("src/a.rs", "\nfn (")]).err().expect("it is no Rust");
        assert!(error.to_string().starts_with("src/a.rs: line 2: "), "{error}");
    }
}
