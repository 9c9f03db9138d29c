//! What the scenes have in common: how an article is opened, what the page says, what the panel lists.

use crate::page::{self, Page};
use crate::skipped::skip;
use serde_json::Value;
use std::path::PathBuf;

/// The sample article, as `Try the sample` opens it.
pub(crate) const SAMPLE: &str = pullquote::SAMPLE;

/// Sentences in which there is nothing to mark.
const PLAIN: &str = "The water was low and the boards were wet. Nobody had swept the steps, and the rope hung where it \
    had hung before. There was a smell of tar and of old wood, and further down something knocked against the wall. \
    They walked on slowly, since the path was narrow and the stones were loose under their feet.";

/// The sample's paragraphs again and again, numbered, among plain sentences, up to so many words: about one
/// annotation for ten words.
pub(crate) fn long_story(words: usize) -> String {
    let told = SAMPLE.lines().filter(|line| line.split_whitespace().nth(12).is_some());
    let told: Vec<&str> = told.collect();
    let mut text = String::from("A long story\n");
    let (mut count, mut number) = (0, 0);
    while count < words {
        let paragraph = told[number % told.len()];
        number += 1;
        count += paragraph.split_whitespace().count() + PLAIN.split_whitespace().count() + 2;
        text += &format!("\n{paragraph} Part {number}. {PLAIN}\n");
    }
    text
}

/// The news story that the project's developers measure with, where it is there, else the sample.
pub(crate) fn story() -> String {
    let seed = crate::site::checkout().join("../shared/seed/article.txt");
    std::fs::read_to_string(&seed).unwrap_or_else(|_| {
        skip(&format!("the developers’ article, the sample takes its place: {} is missing", seed.display()));
        SAMPLE.to_owned()
    })
}

/// A first visit.
#[track_caller]
pub(crate) fn visit() -> Page {
    let page = page::open("");
    page.wait_until_ready();
    page
}

/// A first visit, and the sample.
#[track_caller]
pub(crate) fn visit_sample() -> Page {
    let page = visit();
    page.open_sample();
    page
}

/// A file for the page to read, in a folder that goes with the test.
pub(crate) fn file(folder: &tempfile::TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file can be written in a temporary folder");
    path
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// A value of the page as text.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(text).collect()
}

impl Page {
    #[track_caller]
    pub(crate) fn open_sample(&self) {
        self.click("button", "Try the sample");
        self.wait_until(
            "the sample is open",
            "document.querySelector('#article h1')?.textContent.includes('Skarnholm')",
        );
    }

    /// Pastes into the dialog and has it annotated.
    #[track_caller]
    pub(crate) fn paste(&self, text: &str) {
        self.click("button", "Open article");
        self.fill("Article text", text);
        self.click("button", "Annotate");
    }

    /// Chooses a file in the dialog and has it annotated.
    #[track_caller]
    pub(crate) fn open_file(&self, file: &std::path::Path) {
        self.click("button", "Open article");
        self.choose_file("Article file", file);
        self.click("button", "Annotate");
    }

    /// Ticks an article in the library, which is open, and removes it.
    #[track_caller]
    pub(crate) fn remove_article(&self, title: &str) {
        self.click("checkbox", &format!("Tick {title}"));
        self.click("button", "Remove");
    }

    /// Waits until the status line says this.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) {
        let mut said = String::new();
        let script = "return document.querySelector('[role=status]').textContent";
        let has_said = self.poll(|| {
            said = text(&self.eval(script));
            said.contains(words).then_some(())
        });
        assert!(has_said.is_some(), "the page should say {words:?}; it says {said:?}");
    }

    /// Waits until an error with these words is shown, in the open dialog or over the page.
    #[track_caller]
    pub(crate) fn warns(&self, words: &str) {
        let shown = "[...document.querySelectorAll('[role=alert], dialog[open] .problem')].some((place) => \
            place.checkVisibility() && 0 <= place.getBoundingClientRect().top \
            && place.getBoundingClientRect().bottom <= innerHeight && place.textContent.includes";
        self.wait_until(&format!("the page warns {words:?}"), &format!("{shown}({words:?}))"));
    }

    /// Closes the dialog that is open, as the Escape key does.
    #[track_caller]
    pub(crate) fn close_dialog(&self) {
        self.press("Escape");
        self.wait_until("the dialog is closed", "!document.querySelector('dialog[open]')");
    }

    /// The paragraphs of the article, as they are shown.
    pub(crate) fn paragraphs(&self) -> Vec<String> {
        texts(&self.eval(
            "return [...document.querySelectorAll('#article [data-paragraph]')].map((p) => p.textContent)",
        ))
    }

    /// What a tab of the panel lists: the text of each entry.
    #[track_caller]
    pub(crate) fn listed(&self, tab: &str) -> Vec<String> {
        self.click("tab", tab);
        texts(&self.eval(
            "const plain = (text) => text.replace(/\\s+/g, ' ').trim();
             return [...document.querySelectorAll('aside [role=tabpanel] li')].map((li) => plain(li.textContent))",
        ))
    }

    /// The words of all marks of a kind; several marks of one annotation together, with a stroke between.
    pub(crate) fn marked(&self, kind: &str) -> Vec<String> {
        texts(&self.eval(&format!(
            "const words = new Map();
             for (const mark of document.querySelectorAll('#article mark[data-kind={kind}]')) {{
               const id = mark.dataset.annotation;
               words.set(id, [...words.get(id) ?? [], mark.textContent]);
             }}
             return [...words.values()].map((parts) => parts.join('|'))"
        )))
    }

    /// The words of the annotation that is looked at.
    pub(crate) fn looked_at(&self) -> String {
        text(&self.eval(
            "return [...document.querySelectorAll('#article mark.selected')].map((m) => m.textContent).join('|')",
        ))
    }

    /// Where the keyboard is: what the element sends (the last name in its command or field), its id or its tag; `BODY`
    /// when it is lost.
    pub(crate) fn focus(&self) -> String {
        text(&self.eval(
            "const at = document.activeElement;
             const sent = at.dataset.change ?? at.dataset.command;
             return sent?.match(/\"([^\"]*)\"[^\"]*$/)[1] ?? (at.id || at.tagName)",
        ))
    }

    #[track_caller]
    pub(crate) fn assert_focus(&self, expected: &str, after: &str) {
        assert_eq!(self.focus(), expected, "where the keyboard is after {after}");
    }

    /// The annotation set, as the dialog `Export` gives it.
    #[track_caller]
    pub(crate) fn exported(&self, format: &str, file: &str) -> String {
        self.click("button", "Export");
        self.select("Format", format);
        self.click("button", "Download");
        String::from_utf8(self.downloaded(file)).expect("exports are UTF-8")
    }

    #[track_caller]
    pub(crate) fn import(&self, file: &std::path::Path) {
        self.click("button", "Import");
        self.choose_file("Annotation file", file);
    }
}
