//! Who speaks: quotations, words and share of each speaker, as a list, a table and a picture.

use std::collections::BTreeMap;

use super::{Choice, Group, Row};
use crate::annotation::{Annotation, is_shown};
use crate::page::filter::Speaker;
use crate::session::Session;
use crate::strings;
use crate::view::{Element, count};

/// What one speaker says in an article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    pub speaker: Speaker,
    pub quotes: usize,
    pub words: usize,
}

/// What a speaker's words are measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    /// The words of all quotations, those of nobody included: the whole of the shares.
    pub all: usize,
    /// The most words of one speaker: the longest bar.
    pub most: usize,
}

impl Scale {
    pub(crate) fn of(tallies: &[Tally]) -> Scale {
        let words = || tallies.iter().map(|t| t.words);
        Scale { all: words().sum::<usize>().max(1), most: words().max().unwrap_or(1).max(1) }
    }

    fn share(self, tally: &Tally) -> String {
        // The blank does not break.
        format!("{:.0}\u{a0}%", 100.0 * tally.words as f64 / self.all as f64)
    }
}

/// Who speaks, by words: the named, then the unnamed, then the unattributed.
pub(crate) fn tallies(session: &Session) -> Vec<Tally> {
    let mut tallies: BTreeMap<Speaker, Tally> = BTreeMap::new();
    for annotation in session.set().in_order().filter(|a| a.quote().is_some() && is_shown(session.set(), a)) {
        let Some(speaker) = Speaker::of(session, annotation) else { continue };
        let tally = tallies.entry(speaker.clone()).or_insert_with(|| Tally { speaker, quotes: 0, words: 0 });
        tally.quotes += 1;
        tally.words += word_count(session, annotation);
    }
    let mut tallies: Vec<Tally> = tallies.into_values().collect();
    let rank = |speaker: &Speaker| match speaker {
        Speaker::Named(_) => 0,
        Speaker::Unnamed => 1,
        Speaker::Nobody => 2,
    };
    tallies.sort_by_key(|t| (rank(&t.speaker), std::cmp::Reverse(t.words)));
    tallies
}

fn word_count(session: &Session, annotation: &Annotation) -> usize {
    let document = session.document();
    let tokens = annotation.spans.iter().flat_map(|&s| document.tokens_in(s));
    tokens.filter(|&t| document.word(t).chars().any(char::is_alphanumeric)).count()
}

pub(super) fn groups<'a>(session: &'a Session, choice: &'a Choice) -> Vec<Group<'a>> {
    let tallies = tallies(session);
    let scale = Scale::of(&tallies);
    let words = choice.filter.words.trim();
    let admitted = |t: &Tally| words.is_empty() || crate::view::search::contains(t.speaker.name(), words);
    let rows = tallies.into_iter().filter(admitted).map(|tally| Row::Speaker(tally, scale));
    vec![Group::untitled(rows.collect())]
}

/// A speaker with a bar; pressing the name shows what is said.
pub(crate) fn entry(tally: &Tally, scale: Scale) -> Element {
    let name = tally.speaker.name();
    let facts =
        format!("{} · {}", count(tally.quotes, strings::QUOTATIONS), count(tally.words, strings::WORDS));
    let bar = Element::new("meter")
        .with("min", "0")
        .with("max", scale.most.to_string())
        .with("value", tally.words.to_string())
        .with("aria-label", strings::fill(strings::WORDS_OF, &[&name]));
    let button = Element::new("button")
        .with("type", "button")
        .with("data-act", "quotes-of")
        .with("data-id", tally.speaker.value())
        .class("entry");
    let button = button
        .child(super::line(name, scale.share(tally)))
        .text(" ")
        .child(Element::new("span").class("facts").text(facts));
    Element::new("li").with("data-kind", "speaker").child(button).text(" ").child(bar)
}

/// The buttons that give the list as a file.
pub(crate) fn exports() -> Element {
    Element::new("div")
        .class("exports")
        .with("role", "group")
        .with("aria-label", strings::SPEAKERS_AS_A_FILE)
        .child(Element::button(strings::AS_CSV, "speakers-csv", ""))
        .child(Element::button(strings::AS_SVG, "speakers-svg", ""))
        .child(Element::button(strings::AS_PNG, "speakers-png", ""))
}

/// A row for each speaker. UTF-8 with a byte order mark, as spreadsheets want it.
pub(crate) fn csv(session: &Session) -> String {
    let tallies = tallies(session);
    let scale = Scale::of(&tallies);
    let mut file = String::from("\u{feff}speaker,attribution,quotations,words,share\r\n");
    for tally in &tallies {
        let attribution = match tally.speaker {
            Speaker::Named(_) => "named",
            Speaker::Unnamed => "unnamed",
            Speaker::Nobody => "none",
        };
        let share = tally.words as f64 / scale.all as f64;
        let name = cell(tally.speaker.name());
        file += &format!("{name},{attribution},{},{},{share:.4}\r\n", tally.quotes, tally.words);
    }
    file
}

/// A cell of a table. What a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// Widths and heights of the picture, in its own units (one is a pixel where it is shown unscaled).
const WIDTH: usize = 720;
const NAMES: usize = 220;
const BARS: usize = 300;
const ROW: usize = 32;
const HEAD: usize = 88;

/// The bars as a picture (SVG) that stands on its own: title, a row for each speaker, what is counted.
pub(crate) fn picture(session: &Session, title: &str) -> String {
    let tallies = tallies(session);
    let scale = Scale::of(&tallies);
    let height = HEAD + ROW * tallies.len() + 48;
    let size = |element: Element, x: usize, y: usize, width: usize, height: usize| {
        let element = element.with("x", x.to_string()).with("y", y.to_string());
        element.with("width", width.to_string()).with("height", height.to_string())
    };
    let sheet = size(Element::new("rect"), 0, 0, WIDTH, height).with("fill", "#fdfcf8");
    let head = written(24, 36, 20, "#1d1b18", strings::WHO_SPEAKS).with("font-weight", "700");
    let below = written(24, 60, 13, "#5b564e", &super::clip(title, 90));
    let rows = tallies.iter().enumerate().flat_map(|(i, tally)| {
        let top = HEAD + ROW * i;
        let length = (BARS * tally.words / scale.most).max(1);
        let fill = if matches!(tally.speaker, Speaker::Named(_)) { "#0b6b57" } else { "#9a948a" };
        let facts = format!("{} · {}", count(tally.words, strings::WORDS), scale.share(tally));
        [
            written(24, top + 18, 14, "#1d1b18", &super::clip(tally.speaker.name(), 26)),
            size(Element::new("rect"), 24 + NAMES, top + 5, length, 16).with("fill", fill),
            written(24 + NAMES + length + 8, top + 18, 12, "#5b564e", &facts),
        ]
    });
    let foot = strings::fill(
        strings::PICTURE_FOOT,
        &[
            &count(tallies.iter().map(|t| t.quotes).sum(), strings::QUOTATIONS),
            &count(scale.all, strings::QUOTED_WORDS),
        ],
    );
    let picture = Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", WIDTH.to_string())
        .with("height", height.to_string())
        .with("viewBox", format!("0 0 {WIDTH} {height}"))
        .with("font-family", "Charter, Georgia, 'DejaVu Serif', serif")
        .children([sheet, head, below])
        .children(rows)
        .child(written(24, height - 20, 12, "#5b564e", &foot));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{picture}\n")
}

fn written(x: usize, y: usize, size: usize, colour: &str, text: &str) -> Element {
    let place = Element::new("text").with("x", x.to_string()).with("y", y.to_string());
    place.with("font-size", size.to_string()).with("fill", colour).text(text)
}
