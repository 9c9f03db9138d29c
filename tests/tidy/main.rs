//! Holds the rules of the architecture: modules stand bottom-up and no two files import each other, `web` alone
//! knows the browser, files and functions stay short, names have one meaning, and text never becomes live HTML.

mod checkout;
mod modules;
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use figures::{Figures, LONGEST_FILE, Project};

use checkout::{assert_at_most, assert_none, files, found, ignored, root, rust, without_comment};

// What `cargo run -p figures` may count at most. These numbers go down, never up.

/// Files that import each other within a module. The goal is 0.
const FILES_IN_CYCLES: usize = 0;
/// Functions over 60 lines, tests aside. The goal is 0.
const LONG_FUNCTIONS: usize = 0;
/// Functions with more than five parameters, tests aside. The goal is 0.
const WIDE_FUNCTIONS: usize = 0;
/// Type names with more than one meaning in `src`. The goal is 0.
const SHARED_NAMES: usize = 2;
/// Results discarded by `let _name = …`. The goal is 0.
const DISCARDED_RESULTS: usize = 0;
/// Plain bools among the parameters of public functions. The goal is 0.
const BOOL_PARAMETERS: usize = 0;
/// Strings of English words in the code that recognises text. The goal is 0: they belong to `src/lang/en`.
const ENGLISH_LITERALS: usize = 29;

/// All that may stand at the top of the checkout (with what git hides, and names that begin with a dot).
const TOP_LEVEL: [&str; 20] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "LICENSE-THIRD-PARTY",
    "README.md",
    "SECURITY.md",
    "benches",
    "bindings",
    "docs",
    "examples",
    "fuzz",
    "src",
    "tests",
    "tools",
    "www",
];

static FIGURES: LazyLock<Figures> = LazyLock::new(|| {
    let project = Project::read(&root());
    Figures::count(&project.unwrap_or_else(|why| panic!("a file is no Rust: {why}")))
});

#[test]
fn no_two_files_of_a_module_import_each_other() {
    let imports = FIGURES.cycles.iter().flat_map(|cycle| &cycle.imports);
    assert_at_most(FILES_IN_CYCLES, FIGURES.files_in_cycles(), imports);
}

#[test]
fn functions_are_short_and_take_few_parameters() {
    let long: Vec<_> = FIGURES.long_functions().map(|function| &function.site).collect();
    assert_at_most(LONG_FUNCTIONS, long.len(), long);
    let wide: Vec<_> = FIGURES.wide_functions().map(|function| &function.site).collect();
    assert_at_most(WIDE_FUNCTIONS, wide.len(), wide);
}

#[test]
fn a_type_name_has_one_meaning() {
    let sites = FIGURES.shared_names.iter().flat_map(|shared| &shared.sites);
    assert_at_most(SHARED_NAMES, FIGURES.shared_names.len(), sites);
}

#[test]
fn results_are_not_discarded_without_a_reason() {
    let habits = &FIGURES.habits;
    assert_at_most(DISCARDED_RESULTS, habits.discards.len(), &habits.discards);
    assert_at_most(0, habits.unwraps.len(), &habits.unwraps);
    assert_at_most(0, habits.string_errors.len(), &habits.string_errors);
}

#[test]
fn arguments_say_what_they_mean() {
    let bools = &FIGURES.habits.bools;
    assert_at_most(BOOL_PARAMETERS, bools.len(), bools);
}

#[test]
fn what_is_english_stands_in_word_lists() {
    let literals = &FIGURES.english.literals;
    assert_at_most(ENGLISH_LITERALS, literals.len(), literals.iter().map(|literal| &literal.site));
}

#[test]
fn every_file_opens_with_what_it_is_for_and_stays_short() {
    let mut broken = Vec::new();
    for source in ["src", "tests", "tools", "bindings", "benches"].into_iter().flat_map(rust) {
        if !source.text.starts_with("//! ") {
            broken.push(format!("{} does not open with a `//!` sentence", source.path));
        }
        let lines = source.text.lines().count();
        // Fixtures with what they should become may be as long as they need.
        if lines > LONGEST_FILE && !source.path.split('/').any(|folder| folder == "tests") {
            broken.push(format!("{} has {lines} lines, more than {LONGEST_FILE}", source.path));
        }
    }
    assert_none(broken);
}

/// Lines of JavaScript that the page may have: its logic is in the library.
const JAVASCRIPT_LINES: usize = 500;

#[test]
fn the_page_has_little_javascript() {
    let scripts = files("www", &["js", "mjs"]);
    let count = scripts.iter().map(|script| script.text.lines().count()).sum();
    assert_at_most(JAVASCRIPT_LINES, count, scripts.iter().map(|script| &script.path));
    let is_long = |line: &str| 120 < line.chars().count();
    assert_none(scripts.iter().flat_map(|script| found(script, is_long)).collect());
}

/// `src/sorting.rs` says why.
#[test]
fn the_library_sorts_with_one_sort() {
    let sorts = [".sort()", ".sort_by(|", ".sort_by_key(", ".sort_by_cached_key(", ".sort_unstable"];
    // The writer of the weights is not in the page.
    let is_in_the_page = |path: &str| {
        !["src/bin/", "src/sorting.rs", "src/learn/word_table.rs"].iter().any(|p| path.starts_with(p))
    };
    let breaks = |line: &str| sorts.iter().any(|sort| without_comment(line).contains(sort));
    let library = files("src", &["rs"]).into_iter().filter(|source| is_in_the_page(&source.path));
    assert_none(library.flat_map(|source| found(&source, breaks)).collect());
}

#[test]
fn the_top_level_holds_what_it_should() {
    let hidden = ignored();
    let entries = fs::read_dir(root()).expect("the checkout can be read").flatten();
    let names: BTreeSet<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let known =
        |name: &String| name.starts_with('.') || TOP_LEVEL.contains(&&**name) || hidden.contains(name);
    assert_none(
        names.into_iter().filter(|name| !known(name)).map(|name| format!("{name} at the top")).collect(),
    );
}
