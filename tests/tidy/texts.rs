//! Text never becomes live HTML, what the page says stands in one place, and texts speak of the project alone.

use std::fs;

use crate::checkout::{Source, assert_none, files, found, paths, root, rust, within};
use crate::modules::module_of;

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

#[test]
fn text_never_becomes_live_html() {
    let sources = ["src", "www"].into_iter().flat_map(|folder| files(folder, &["rs", "js", "html"]));
    let is_live = |line: &str| LIVE_TEXT.iter().any(|name| line.contains(name));
    assert_none(sources.flat_map(|source| found(&source, is_live)).collect());
}

/// What keys and other things of the browser are called; fonts.
const NAMES: [&str; 10] = [
    "Escape",
    "Enter",
    "Delete",
    "Backspace",
    "Shift",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "Charter, Georgia, 'DejaVu Serif', serif",
];

#[test]
fn what_the_page_says_stands_in_one_place() {
    let modules = ["session", "view", "page", "web"];
    let said = |source: &Source| module_of(&source.path).is_some_and(|module| modules.contains(&module));
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

/// What belongs to the machines and the lists of those who build this, and says nothing to its readers. Written in
/// two parts, so that this file does not break its own rule.
const FOREIGN: [&str; 9] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("py", "pi.org"),
    concat!("python", "hosted.org"),
    concat!("registry.", "npmjs.org"),
    concat!("arti", "factory"),
];

#[test]
fn texts_speak_of_the_project_alone() {
    let folders = ["src", "www", "tests", "tools", "docs", "bindings", "benches"];
    let manuals = fs::read_dir(root()).expect("the checkout can be read").flatten().map(|entry| entry.path());
    let manuals = manuals.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let paths = folders.into_iter().flat_map(|folder| paths(&root().join(folder))).chain(manuals);
    // What is no text (weights, pictures) is left out.
    let texts =
        paths.filter_map(|path| Some(Source { text: fs::read_to_string(&path).ok()?, path: within(&path) }));
    assert_none(texts.flat_map(|source| found(&source, is_foreign)).collect());
}

/// Whether a line names a folder of some builder, a registry, or the number of an issue.
fn is_foreign(line: &str) -> bool {
    FOREIGN.iter().any(|name| line.match_indices(name).any(|(at, _)| is_named(line, at, name)))
        || has_issue_number(line)
}

/// A folder at the root of a disk, with something in it: not `https://example.org/home/x`, not a key `/work/`.
fn is_named(line: &str, at: usize, name: &str) -> bool {
    let is_path = |char: char| char.is_alphanumeric() || "/._-*}".contains(char);
    let is_at_root = !line[..at].ends_with(is_path);
    let goes_on = line[at + name.len()..].starts_with(|char: char| char.is_alphanumeric() || char == '.');
    !name.starts_with('/') || is_at_root && goes_on
}

/// "issue" with a number, with or without `#`; not `tissue 7`.
fn has_issue_number(line: &str) -> bool {
    let line = line.to_lowercase();
    let is_number = |(at, word): (usize, &str)| {
        let rest = &line[at + word.len()..];
        let rest = rest.strip_prefix('#').unwrap_or(rest);
        !line[..at].ends_with(char::is_alphanumeric) && rest.starts_with(|char: char| char.is_ascii_digit())
    };
    line.match_indices("issue ").any(is_number)
}

#[test]
fn foreign_names_are_told_from_words_and_addresses() {
    let [work, _, home, index, ..] = FOREIGN;
    for line in [
        format!("see {work}main/x"),
        format!("path = \"{home}ana/.cargo\""),
        format!("https://{index}/x"),
        format!("As {} 16 asks", "issue"),
        format!("({} #7)", "Issue"),
    ] {
        assert!(is_foreign(&line), "{line}");
    }
    for line in [
        format!("https://example.org{home}x"),
        format!("replacen(\"/entry/\", \"{work}\", 1)"),
        "the tissue 7 of an issue with 16 pages; an issue of 1843; issues 3".to_owned(),
    ] {
        assert!(!is_foreign(&line), "{line}");
    }
}
