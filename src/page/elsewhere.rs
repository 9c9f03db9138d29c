//! The quotations of the open article that other saved articles have, too, with the words that differ.

use super::newer::compared;
use crate::session::SharedQuotation;
use crate::strings;
use crate::view::{Element, count};

/// Another article, and what it says as this one does.
pub(crate) struct Elsewhere {
    /// In the library.
    pub id: String,
    pub title: String,
    pub echoes: Vec<SharedQuotation>,
}

/// A section for each article that has some.
pub(crate) fn render(articles: &[Elsewhere]) -> Vec<Element> {
    let articles: Vec<&Elsewhere> = articles.iter().filter(|article| !article.echoes.is_empty()).collect();
    let lead = match articles.len() {
        0 => strings::NOT_ELSEWHERE.to_owned(),
        n => strings::fill(strings::FOUND_ELSEWHERE, &[&count(n, strings::OTHER_ARTICLES)]),
    };
    std::iter::once(Element::new("p").text(lead)).chain(articles.into_iter().map(section)).collect()
}

fn section(article: &Elsewhere) -> Element {
    let open = Element::button(strings::OPEN, "library-open", &article.id);
    let open = open.with("aria-label", strings::fill(strings::OPEN_TITLE, &[&article.title]));
    let title = Element::new("h3").with("dir", "auto").text(&article.title);
    let head = Element::new("div").class("line").child(title).child(open);
    let lines = article.echoes.iter().map(|echo| {
        let speaker = echo.speaker.as_deref().unwrap_or(strings::NO_SPEAKER);
        let verdict = if echo.is_verbatim() { strings::SAME_WORDS } else { strings::OTHER_WORDS };
        let who = Element::new("p")
            .class("line")
            .child(Element::new("b").with("dir", "auto").text(speaker))
            .child(Element::new("span").class("detail").text(verdict))
            .child(Element::button(strings::SHOW, "show", &echo.id.to_string()));
        Element::new("li").child(who).child(compared(&echo.pieces))
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
        let echo = SharedQuotation {
            id: Id::new(1),
            speaker: None,
            pieces: vec![DiffPart::Same("We go".to_owned())],
        };
        let article = |id: &str, echoes| Elsewhere { id: id.to_owned(), title: id.to_owned(), echoes };
        let text =
            |articles: &[Elsewhere]| render(articles).iter().map(ToString::to_string).collect::<String>();
        let shown = text(&[article("one", vec![echo]), article("two", vec![])]);
        assert!(
            shown.contains("Open one") && shown.contains("same words") && !shown.contains("two"),
            "{shown}"
        );
        assert!(text(&[article("two", vec![])]).starts_with("<p>No quotation"));
    }
}
