//! The list of saved articles.

use crate::store::{Entry, Usage};
use crate::view::Element;
use crate::view::count;

/// The saved articles, the one last saved first, and what they take.
pub fn render(entries: &[Entry], current: Option<&str>, usage: Usage, damaged: &[String]) -> Element {
    let list = Element::new("div").class("library");
    let list = if entries.is_empty() {
        list.child(
            Element::new("p").class("hint").text("No articles yet. Open one: it is saved here by itself."),
        )
    } else {
        list.child(
            Element::new("ul").children(entries.iter().map(|e| entry(e, Some(e.id.as_str()) == current))),
        )
    };
    let list = list.child(Element::new("p").class("hint").text(used(usage)));
    if damaged.is_empty() {
        return list;
    }
    let text = format!(
        "{} could not be read and was left as it is: {}.",
        count(damaged.len(), "record"),
        damaged.join(", ")
    );
    list.child(Element::new("p").class("warning").text(text))
}

fn entry(entry: &Entry, current: bool) -> Element {
    let open = Element::button(&entry.title, "library-open", &entry.id);
    let open = if current { open.with("aria-current", "true") } else { open };
    let facts = format!("{} · {}", count(entry.words, "word"), count(entry.quotes, "quotation"));
    let remove = Element::button("Remove", "library-remove", &entry.id);
    Element::new("li")
        .child(open.class("title").with("dir", "auto"))
        .child(Element::new("span").class("facts").text(facts))
        .child(remove.with("aria-label", format!("Remove {}", entry.title)))
}

fn used(usage: Usage) -> String {
    let mb = |units: usize| units as f64 / (1 << 20) as f64;
    format!(
        "{:.2} of about {:.0} million characters used, in this browser alone.",
        mb(usage.used),
        mb(usage.limit)
    )
}
