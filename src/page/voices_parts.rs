//! What the views of all articles have in common.

use super::command::{Command, VoicesCommand};
use super::controls::button;
use crate::project::digest::{ArticleDigest, QuotationDigest};
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
pub(super) fn opens(article: &ArticleDigest, id: crate::annotation::Id) -> Element {
    let day = article.day.map_or_else(|| strings::DAY_UNKNOWN.to_owned(), |day| day.to_string());
    let command = Command::Voices(VoicesCommand::Open(article.id.clone(), id));
    button(&format!("{day} · {}", article.title), &command).class("name").with("dir", "auto")
}
