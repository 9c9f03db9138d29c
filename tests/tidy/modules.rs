//! Modules stand bottom-up, `web` alone knows the browser, and the packages for it carry real work.

use std::collections::BTreeSet;
use std::fs;

use crate::FIGURES;
use crate::checkout::{Source, assert_none, first_word, found, root, rust, without_comment};

const BROWSER_CRATES: [&str; 5] = ["gloo", "js_sys", "serde_wasm_bindgen", "wasm_bindgen", "web_sys"];

#[test]
fn a_module_uses_only_modules_above_it() {
    let facade = fs::read_to_string(root().join("src/lib.rs")).expect("the library has a facade");
    let modules = modules_of(&facade);
    let mut broken: Vec<String> =
        FIGURES.upward.iter().map(|import| format!("{import}, which does not stand above")).collect();
    // The text says what the tests within a file use, too.
    for source in rust("src") {
        let Some(module) = module_of(&source.path) else { continue };
        let Some(place) = modules.iter().position(|name| name == module) else {
            broken.push(format!("{} belongs to no module of src/lib.rs", source.path));
            continue;
        };
        let uses = uses_of(&source.text).into_iter().filter(|used| !modules[..=place].contains(used));
        broken
            .extend(uses.map(|used| format!("{} uses `{used}`, which is not above `{module}`", source.path)));
    }
    assert_none(broken);
}

#[test]
fn only_web_knows_the_browser() {
    let elsewhere = rust("src").into_iter().filter(|source| module_of(&source.path) != Some("web"));
    // The builder of the page names the command that makes the bindings.
    let elsewhere = elsewhere.filter(|source| !source.path.starts_with("src/bin/bundle/"));
    // The parsers, the formats, the readers of Word and PDF files and the deep model are modules of their own in the page.
    let own = ["deep", "formats", "pages", "project", "readers"].map(|name| format!("src/bin/{name}/web.rs"));
    let elsewhere = elsewhere.filter(|source| !own.contains(&source.path));
    assert_none(
        elsewhere.flat_map(|source| found(&source, |line| names_one_of(line, &BROWSER_CRATES))).collect(),
    );
}

/// The packages that carry real work, and how many paths of `src` start with them at least.
const USED_PACKAGES: [(&str, usize); 5] =
    [("gloo", 10), ("serde", 15), ("serde_wasm_bindgen", 1), ("wasm_bindgen", 6), ("web_sys", 20)];

#[test]
fn the_packages_carry_real_work() {
    let sources = rust("src");
    for (package, least) in USED_PACKAGES {
        let paths =
            |source: &Source| source.text.lines().map(|line| paths_from(package, line)).sum::<usize>();
        let count: usize = sources.iter().map(paths).sum();
        assert!(least <= count, "{count} paths of src start with `{package}::`, not {least}");
    }
}

/// How many paths of a line start with this package. `serde::` is not part of `my_serde::`.
fn paths_from(package: &str, line: &str) -> usize {
    let code = without_comment(line);
    let is_whole = |&(at, _): &(usize, &str)| {
        let is_within = |char: char| char == '_' || char == ':' || char.is_alphanumeric();
        !code[..at].ends_with(is_within) && code[at + package.len()..].starts_with("::")
    };
    code.match_indices(package).filter(is_whole).count()
}

/// `src/document/tokens.rs` belongs to `document`. The programs and the facade use every module.
pub(crate) fn module_of(path: &str) -> Option<&str> {
    let within = path.strip_prefix("src/")?;
    let module = within.split(['/', '.']).next()?;
    (!["bin", "lib"].contains(&module)).then_some(module)
}

/// The modules that a file declares, in its order, whatever their visibility.
fn modules_of(text: &str) -> Vec<String> {
    let module = |line: &str| {
        // `#[cfg(…)] pub(crate) mod name;`
        let (head, rest) = line.trim_end().split_once("mod ")?;
        let is_head = head.trim().is_empty() || head.trim_start().starts_with(['#', 'p']);
        let name = first_word(rest);
        let is_module = is_head && [";", " {"].iter().any(|end| rest[name.len()..].starts_with(end));
        is_module.then_some(name)
    };
    text.lines().map(without_comment).filter_map(module).collect()
}

/// The names after `crate::`, in paths and in `use crate::{module, other::Thing}`.
fn uses_of(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().map(without_comment).flat_map(|line| [line, "\n"]).collect();
    let rests = code.split("crate::").skip(1);
    rests
        .flat_map(|rest| rest.strip_prefix('{').map_or_else(|| vec![first_word(rest)], heads_of_group))
        .collect()
}

/// `document::{Document, Block}, edit}; …` → `document`, `edit`
fn heads_of_group(group: &str) -> Vec<String> {
    let mut heads = vec![first_word(group.trim_start())];
    let mut depth = 0;
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(first_word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn names_one_of(line: &str, names: &[&str]) -> bool {
    let is_word = |char: char| char == '_' || char.is_alphanumeric();
    without_comment(line).split(|char| !is_word(char)).any(|word| names.contains(&word))
}

#[test]
fn modules_are_read_whatever_their_visibility() {
    let text = "//! Uses mod x;\npub mod a;\nmod b;\npub(crate) mod c; // why\n#[cfg(unix)] mod d;\n\
        #[doc(hidden)]\npub mod e {\npub use a::A;\npub fn mod_of() {}\n/// A mod f;\n";
    assert_eq!(modules_of(text), ["a", "b", "c", "d", "e"]);
}

#[test]
fn paths_of_a_package_are_counted() {
    let cases = [
        ("use serde::{Serialize, Deserialize};", 1),
        ("a: serde::A, b: serde::B", 2),
        ("my_serde::A; x::serde::B; serde_json::C; serde!()", 0),
        ("// serde::A", 0),
    ];
    for (line, count) in cases {
        assert_eq!(paths_from("serde", line), count, "{line}");
    }
}

#[test]
fn uses_are_read_from_paths_and_groups() {
    let text = "use crate::span::Span;\nuse crate::{\n    document::{Block, Document},\n    edit,\n};\n\
        /// See [crate::session].\nfn f() -> crate::anchor::Selector {}\n";
    let used: Vec<String> = uses_of(text).into_iter().collect();
    assert_eq!(used, ["anchor", "document", "edit", "span"]);
}
