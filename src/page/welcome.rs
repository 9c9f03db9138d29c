//! What the page shows before there is an article.

use super::command::{ArticleCommand, Command, Dialog, PageCommand};
use super::controls::button;
use crate::strings;
use crate::view::Element;

/// The page of a first visit: what Pullquote is, in a sentence and an example, and two buttons to begin.
pub(crate) fn render() -> Element {
    let line = |(strong, rest): (&str, &str)| {
        Element::new("li").child(Element::new("strong").text(strong)).text(format!(" {rest}"))
    };
    Element::new("div")
        .class("welcome")
        .child(Element::new("h1").text(strings::WELCOME))
        .child(Element::new("p").class("standfirst").text(strings::WELCOME_MORE))
        .child(specimen())
        .child(
            Element::new("p")
                .class("buttons")
                .child(
                    button(strings::PASTE, &Command::Page(PageCommand::Show(Dialog::Open))).class("primary"),
                )
                .child(button(strings::SAMPLE, &Command::Article(ArticleCommand::OpenSample))),
        )
        .child(Element::new("ul").children(strings::WELCOME_POINTS.map(line)))
}

/// A sentence as the page marks it, with a legend. It has no `mark` elements: those belong to an article.
fn specimen() -> Element {
    let part = |(kind, text): (&'static str, &str)| {
        let part = Element::new("span");
        let part = if kind.is_empty() { part } else { part.with("data-kind", kind) };
        part.text(text)
    };
    let key = |(kind, text): (&'static str, &str)| {
        Element::new("li").child(Element::new("span").with("data-kind", kind).text(text))
    };
    Element::new("figure")
        .class("specimen")
        .child(Element::new("p").children(strings::SPECIMEN.map(part)))
        .child(Element::new("figcaption").child(Element::new("ul").children(strings::SPECIMEN_KEY.map(key))))
}
