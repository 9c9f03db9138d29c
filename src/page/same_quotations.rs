//! The quotations of the open article that other saved articles have, too, with the words that differ.

use super::command::{Command, LibraryCommand, Navigation};
use super::controls::button;
use super::newer::compared;
use crate::session::SharedQuotation;
use crate::strings;
use crate::view::{Element, count};

/// Another article, and what it says as this one does.
pub(crate) struct OtherArticle {
    /// In the library.
    pub id: String,
    pub title: String,
    pub shared: Vec<SharedQuotation>,
}

/// A section for each article that has some.
pub(crate) fn render(articles: &[OtherArticle]) -> Vec<Element> {
    let articles: Vec<&OtherArticle> = articles.iter().filter(|article| !article.shared.is_empty()).collect();
    let lead = match articles.len() {
        0 => strings::NO_SAME_QUOTATION.to_owned(),
        n => strings::fill(strings::SAME_QUOTATIONS_IN, &[&count(n, strings::OTHER_ARTICLES)]),
    };
    std::iter::once(Element::new("p").text(lead)).chain(articles.into_iter().map(section)).collect()
}

fn section(article: &OtherArticle) -> Element {
    let open = button(strings::OPEN, &Command::Library(LibraryCommand::Open(article.id.clone())));
    let open = open.with("aria-label", strings::fill(strings::OPEN_TITLE, &[&article.title]));
    let title = Element::new("h3").with("dir", "auto").text(&article.title);
    let head = Element::new("div").class("line").child(title).child(open);
    let lines = article.shared.iter().map(|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or(strings::NO_SPEAKER);
        let verdict = if quotation.is_verbatim() { strings::SAME_WORDS } else { strings::OTHER_WORDS };
        let who = Element::new("p")
            .class("line")
            .child(Element::new("b").with("dir", "auto").text(speaker))
            .child(Element::new("span").class("detail").text(verdict))
            .child(button(strings::SHOW, &Command::Navigate(Navigation::Show(quotation.id))));
        Element::new("li").child(who).child(compared(&quotation.pieces))
    });
    Element::new("section").child(head).child(Element::new("ul").class("versions").children(lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Id;
    use crate::session::DiffPart;

    #[test]
    fn articles_with_no_quotation_in_common_are_left_out() {
        let quotation = SharedQuotation {
            id: Id::new(1),
            speaker: None,
            pieces: vec![DiffPart::Same("We go".to_owned())],
        };
        let article = |id: &str, shared| OtherArticle { id: id.to_owned(), title: id.to_owned(), shared };
        let text =
            |articles: &[OtherArticle]| render(articles).iter().map(ToString::to_string).collect::<String>();
        let shown = text(&[article("one", vec![quotation]), article("two", vec![])]);
        assert!(
            shown.contains("Open one") && shown.contains("same words") && !shown.contains("two"),
            "{shown}"
        );
        assert!(text(&[article("two", vec![])]).starts_with("<p>No quotation"));
    }
}
