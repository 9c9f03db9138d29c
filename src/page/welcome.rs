//! What the page shows before there is an article.

use crate::view::Element;

/// The page at a first visit: what this is, and the two ways to begin.
pub fn render() -> Element {
    let line = |strong: &str, rest: &str| {
        Element::new("li").child(Element::new("strong").text(strong)).text(format!(" {rest}"))
    };
    Element::new("div")
        .class("welcome")
        .child(Element::new("h1").text("Who said what, exactly?"))
        .child(Element::new("p").class("standfirst").text(
            "Give Pullquote a news article. Every quotation stands out with who said it; people, organisations, \
             places and dates too.",
        ))
        .child(
            Element::new("p")
                .class("buttons")
                .child(Element::button("Paste or choose an article", "dialog-open", "").class("primary"))
                .child(Element::button("Try the sample", "sample", "")),
        )
        .child(
            Element::new("ul")
                .child(line("Correct", "what is wrong with a click or a key: j and k walk, y confirms, x rejects."))
                .child(line("Mark", "what was missed: select the words and say what they are."))
                .child(line("Export", "the set for the tools you use. Nothing you open leaves this browser.")),
        )
}
