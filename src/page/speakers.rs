//! How much each speaker says: quotations, words and share, as numbers, as a table and as a picture.

use std::collections::BTreeMap;

use super::clip::clip;
use super::filter::QuoteSpeaker;
use crate::annotation::is_shown;
use crate::project::digest::word_count;
use crate::session::Session;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{Element, count};

/// What one speaker says in an article.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SpeakerTotals {
    pub speaker: QuoteSpeaker,
    pub quotes: usize,
    pub words: usize,
}

/// What a speaker's words are measured against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WordScale {
    /// The words of all quotations, those of nobody included: the whole of the shares.
    pub all: usize,
    /// The most words of one speaker: the longest bar.
    pub most: usize,
}

impl WordScale {
    pub(crate) fn of(totals: &[SpeakerTotals]) -> WordScale {
        let words = || totals.iter().map(|t| t.words);
        WordScale { all: words().sum::<usize>().max(1), most: words().max().unwrap_or(1).max(1) }
    }

    pub(crate) fn share(self, one: &SpeakerTotals) -> String {
        // The blank does not break.
        format!("{:.0}\u{a0}%", 100.0 * one.words as f64 / self.all as f64)
    }
}

/// Who speaks, by words: the named, then the unnamed, then the unattributed.
pub(crate) fn totals(session: &Session) -> Vec<SpeakerTotals> {
    let mut totals: BTreeMap<QuoteSpeaker, SpeakerTotals> = BTreeMap::new();
    for annotation in session
        .set()
        .in_order()
        .filter(|a| a.quote().is_some() && is_shown(session.set(), a) && session.guidelines().shows(a))
    {
        let Some(speaker) = QuoteSpeaker::of(session, annotation) else { continue };
        let one =
            totals.entry(speaker.clone()).or_insert_with(|| SpeakerTotals { speaker, quotes: 0, words: 0 });
        one.quotes += 1;
        one.words += word_count(session.document(), annotation);
    }
    let mut totals: Vec<SpeakerTotals> = totals.into_values().collect();
    let rank = |speaker: &QuoteSpeaker| match speaker {
        QuoteSpeaker::Named(_) => 0,
        QuoteSpeaker::Unnamed => 1,
        QuoteSpeaker::Nobody => 2,
    };
    totals.order_by_key(|t| (rank(&t.speaker), std::cmp::Reverse(t.words)));
    totals
}

/// A row for each speaker. UTF-8 with a byte order mark, as spreadsheets want it.
pub(crate) fn csv(session: &Session) -> String {
    let totals = totals(session);
    let scale = WordScale::of(&totals);
    let mut file = String::from("\u{feff}speaker,attribution,quotations,words,share\r\n");
    for one in &totals {
        let attribution = match one.speaker {
            QuoteSpeaker::Named(_) => "named",
            QuoteSpeaker::Unnamed => "unnamed",
            QuoteSpeaker::Nobody => "none",
        };
        let share = one.words as f64 / scale.all as f64;
        let name = cell(one.speaker.name());
        file += &format!("{name},{attribution},{},{},{share:.4}\r\n", one.quotes, one.words);
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

/// The bars as a picture (SVG) that needs no other file: title, a row for each speaker, what is counted.
pub(crate) fn picture(session: &Session, title: &str) -> String {
    let totals = totals(session);
    let scale = WordScale::of(&totals);
    let height = HEAD + ROW * totals.len() + 48;
    let size = |element: Element, x: usize, y: usize, width: usize, height: usize| {
        let element = element.with("x", x.to_string()).with("y", y.to_string());
        element.with("width", width.to_string()).with("height", height.to_string())
    };
    let sheet = size(Element::new("rect"), 0, 0, WIDTH, height).with("fill", "#fdfcf8");
    let head = written(24, 36, 20, "#1d1b18", strings::WHO_SPEAKS).with("font-weight", "700");
    let below = written(24, 60, 13, "#5b564e", &clip(title, 90));
    let rows = totals.iter().enumerate().flat_map(|(i, one)| {
        let top = HEAD + ROW * i;
        let length = (BARS * one.words / scale.most).max(1);
        let fill = if matches!(one.speaker, QuoteSpeaker::Named(_)) { "#0b6b57" } else { "#9a948a" };
        let facts = format!("{} · {}", count(one.words, strings::WORDS), scale.share(one));
        [
            written(24, top + 18, 14, "#1d1b18", &clip(one.speaker.name(), 26)),
            size(Element::new("rect"), 24 + NAMES, top + 5, length, 16).with("fill", fill),
            written(24 + NAMES + length + 8, top + 18, 12, "#5b564e", &facts),
        ]
    });
    let foot = strings::fill(
        strings::PICTURE_FOOT,
        &[
            &count(totals.iter().map(|t| t.quotes).sum(), strings::QUOTATIONS),
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
