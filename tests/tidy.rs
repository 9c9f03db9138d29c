//! Keeps the house in order: the rooms stand bottom-up, the browser is known to one of them alone, files open
//! with what they are for and stay short, and text never becomes live HTML.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 500;

/// All that may stand at the top of the checkout (with what git hides, and names that begin with a dot).
const TOP_LEVEL: [&str; 15] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "examples",
    "fuzz",
    "src",
    "tests",
    "tools",
    "www",
];

/// What turns text into live HTML or into a program, in the page's language and in the library's.
const LIVE_TEXT: [&str; 11] = [
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function(",
    "set_inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "create_contextual_fragment",
    "createContextualFragment",
];

const BROWSER_CRATES: [&str; 5] = ["gloo", "js_sys", "serde_wasm_bindgen", "wasm_bindgen", "web_sys"];

struct Source {
    /// Within the checkout, with `/` between folders.
    path: String,
    text: String,
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let mut broken = Vec::new();
    for source in rust("src") {
        let Some(room) = room_of(&source.path) else { continue };
        let Some(place) = rooms.iter().position(|name| name == room) else {
            broken.push(format!("{} belongs to no room of src/lib.rs", source.path));
            continue;
        };
        let uses = uses_of(&source.text).into_iter().filter(|used| !rooms[..=place].contains(used));
        broken.extend(uses.map(|used| format!("{} uses `{used}`, which is not above `{room}`", source.path)));
    }
    assert_none(broken);
}

#[test]
fn only_the_web_room_knows_the_browser() {
    let elsewhere = rust("src").into_iter().filter(|source| room_of(&source.path) != Some("web"));
    // The builder of the page names the command that makes the bindings.
    let elsewhere = elsewhere.filter(|source| !source.path.starts_with("src/bin/serve/"));
    assert_none(
        elsewhere.flat_map(|source| found(&source, |line| names_one_of(line, &BROWSER_CRATES))).collect(),
    );
}

#[test]
fn every_file_opens_with_what_it_is_for_and_stays_short() {
    let mut broken = Vec::new();
    for source in ["src", "tests", "tools", "benches"].into_iter().flat_map(rust) {
        if !source.text.starts_with("//! ") {
            broken.push(format!("{} does not open with a `//!` sentence", source.path));
        }
        let lines = source.text.lines().count();
        // Fixtures with what they should become may be as long as they need.
        if lines > LONGEST_FILE && !source.path.starts_with("tests/") {
            broken.push(format!("{} has {lines} lines, more than {LONGEST_FILE}", source.path));
        }
    }
    assert_none(broken);
}

#[test]
fn text_never_becomes_live_html() {
    let sources = ["src", "www"].into_iter().flat_map(|folder| files(folder, &["rs", "js", "html"]));
    let is_live = |line: &str| LIVE_TEXT.iter().any(|name| line.contains(name));
    assert_none(sources.flat_map(|source| found(&source, is_live)).collect());
}

/// What keys and other things of the browser are called; fonts.
const NAMES: [&str; 8] = [
    "Escape",
    "Enter",
    "Delete",
    "Backspace",
    "Shift",
    "ArrowLeft",
    "ArrowRight",
    "Charter, Georgia, 'DejaVu Serif', serif",
];

#[test]
fn what_the_page_says_stands_in_one_place() {
    let rooms = ["session", "view", "page", "web"];
    let said = |source: &Source| room_of(&source.path).is_some_and(|room| rooms.contains(&room));
    // What storage says of itself, the command line says, too.
    let sources = rust("src").into_iter().filter(|source| said(source) && !source.path.contains("/storage"));
    let mut broken = Vec::new();
    for source in sources {
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        // What a panic says, no reader sees.
        let lines =
            lines.filter(|line| !["expect(", "panic!", "#[", "class"].iter().any(|word| line.contains(word)));
        let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        let prose = literals.filter(|literal| is_prose(literal) && !NAMES.contains(literal));
        broken
            .extend(prose.map(|literal| format!("{} says \"{literal}\" beside src/strings.rs", source.path)));
    }
    assert_none(broken);
    for source in files("www", &["html"]) {
        let texts = source.text.split('>').skip(1).filter_map(|rest| rest.split('<').next());
        let is_said = |text: &&str| {
            !text.contains("{{") && text.chars().any(char::is_alphabetic) && *text != "Pullquote"
        };
        let texts: Vec<&str> = texts.map(str::trim).filter(is_said).collect();
        assert!(texts.is_empty(), "{} says {texts:?} beside src/strings.rs", source.path);
    }
    for source in files("www", &["css"]) {
        let contents = source.text.split("content:").skip(1).filter_map(|rest| rest.split([';', '}']).next());
        let literals = contents.flat_map(|value| value.split('"').skip(1).step_by(2));
        // `\2713` is a sign.
        let said = |literal: &&str| !literal.starts_with('\\') && literal.chars().any(char::is_alphabetic);
        let texts: Vec<&str> = literals.filter(said).collect();
        assert!(texts.is_empty(), "{} says {texts:?} beside src/strings.rs", source.path);
    }
}

/// Two words in a row, or one with a capital: `Not checked`, `Speakers`; not `.card > p`.
fn is_prose(literal: &str) -> bool {
    let is_word =
        |word: &str| 1 < word.len() && word.chars().all(|c| c.is_alphabetic() || ",.;:’…".contains(c));
    let words: Vec<&str> = literal.split(' ').collect();
    let is_capital = |word: &str| {
        word.len() > 2 && word.starts_with(char::is_uppercase) && !word[1..].contains(char::is_uppercase)
    };
    let is_selector = literal.contains(['[', '#', '>', '=', '<', '_']);
    !is_selector
        && (words.windows(2).any(|pair| pair.iter().all(|w| is_word(w)))
            || words.len() == 1 && is_word(literal) && is_capital(literal))
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

/// The rooms in the order of `src/lib.rs`.
fn rooms() -> Vec<String> {
    let facade = fs::read_to_string(root().join("src/lib.rs")).expect("the library has a facade");
    let module = |line: &str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    };
    facade.lines().filter_map(module).collect()
}

/// `src/document/tokens.rs` belongs to `document`. The programs and the facade stand above all rooms.
fn room_of(path: &str) -> Option<&str> {
    let within = path.strip_prefix("src/")?;
    let room = within.split(['/', '.']).next()?;
    (!["bin", "lib"].contains(&room)).then_some(room)
}

/// The names after `crate::`, in paths and in `use crate::{room, other::Thing}`.
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

fn first_word(text: &str) -> String {
    text.chars().take_while(|&char| char == '_' || char.is_alphanumeric()).collect()
}

fn names_one_of(line: &str, names: &[&str]) -> bool {
    let is_word = |char: char| char == '_' || char.is_alphanumeric();
    without_comment(line).split(|char| !is_word(char)).any(|word| names.contains(&word))
}

/// What stands before `//`. Within a string that cuts off too much, which no rule here minds.
fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}

/// The lines of a file that break a rule, as messages.
fn found(source: &Source, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| breaks(line));
    lines.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim())).collect()
}

fn rust(folder: &str) -> Vec<Source> {
    files(folder, &["rs"])
}

/// The files of these kinds in a folder of the checkout and the folders within it.
fn files(folder: &str, kinds: &[&str]) -> Vec<Source> {
    let mut folders = vec![root().join(folder)];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if kinds.iter().any(|kind| path.extension().is_some_and(|extension| extension == *kind)) {
                sources.push(source(&path));
            }
        }
    }
    sources
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let path = path.strip_prefix(root()).expect("it was found within the checkout");
    Source { path: path.to_string_lossy().into_owned(), text }
}

/// Names that git ignores at the top: `/target` and the like.
fn ignored() -> BTreeSet<String> {
    let rules = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    rules.lines().map(|rule| rule.trim_matches('/').to_owned()).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn assert_none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn uses_are_read_from_paths_and_groups() {
    let text = "use crate::span::Span;\nuse crate::{\n    document::{Block, Document},\n    edit,\n};\n\
        /// See [crate::session].\nfn f() -> crate::anchor::Selector {}\n";
    let used: Vec<String> = uses_of(text).into_iter().collect();
    assert_eq!(used, ["anchor", "document", "edit", "span"]);
}
