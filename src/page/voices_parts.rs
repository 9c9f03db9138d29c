//! What the views of all articles have in common.

use super::command::{Command, VoicesCommand};
use super::controls::button;
use crate::annotation::Id;
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::speaking::SpeakerRecord;
use crate::project::voice::Voice;
use crate::strings;
use crate::view::{Element, quote_kind};

/// So many rows are drawn: the table that is downloaded has all.
pub(super) const ROWS: usize = 300;

/// How many are not drawn.
pub(super) fn more(all: usize) -> Option<Element> {
    let said = || strings::fill(strings::MORE_ROWS, &[&(all - ROWS)]);
    (ROWS < all).then(|| Element::new("p").class("hint").text(said()))
}

/// The day and the article of a quotation, as a button that opens it there, and its kind.
pub(super) fn place(article: &ArticleDigest, quotation: &QuotationDigest) -> Element {
    Element::new("p")
        .class("line")
        .child(opens(article, quotation.id))
        .child(Element::new("span").class("facts").text(quote_kind(quotation.kind)))
}

/// A button that opens an article at an annotation.
pub(super) fn opens(article: &ArticleDigest, id: Id) -> Element {
    let day = article.day.map_or_else(|| strings::DAY_UNKNOWN.to_owned(), |day| day.to_string());
    let command = Command::Voices(VoicesCommand::Open(article.id.clone(), id));
    button(&format!("{day} · {}", article.title), &command).class("name").with("dir", "auto")
}

/// What a speaker is called.
pub(super) fn voice_label(record: &SpeakerRecord) -> &str {
    match &record.voice {
        Voice::Person(name) | Voice::Other(name) => name,
        Voice::Unnamed => strings::UNNAMED,
        Voice::Nobody => strings::NO_SPEAKER,
    }
}

/// The colours and the fonts of pictures, which are looked at outside the page.
pub(super) const INK: &str = "#1d1b18";
pub(super) const PAPER: &str = "#fdfcf8";
pub(super) const FONTS: &str = "Charter, Georgia, 'DejaVu Serif', serif";

/// A line of a picture, at the start of its ground.
pub(super) fn written([x, y]: [usize; 2], size: usize, text: &str) -> Element {
    Element::new("text")
        .with("x", x.to_string())
        .with("y", y.to_string())
        .with("font-size", size.to_string())
        .with("fill", INK)
        .text(text)
}

/// A box of a picture.
pub(super) fn drawn([x, y]: [usize; 2], [width, height]: [usize; 2], fill: &str) -> Element {
    let rect = Element::new("rect").with("x", x.to_string()).with("y", y.to_string());
    rect.with("width", width.to_string()).with("height", height.to_string()).with("fill", fill)
}

/// A picture of this size with a title, and with a line below that.
pub(super) fn titled([width, height]: [usize; 2], title: &str, facts: &str) -> Element {
    Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", width.to_string())
        .with("height", height.to_string())
        .with("viewBox", format!("0 0 {width} {height}"))
        .with("font-family", FONTS)
        .with("color", INK)
        .child(drawn([0, 0], [width, height], PAPER))
        .child(written([24, 34], 20, title))
        .child(written([24, 56], 13, facts))
}
