//! The layers over the article: a checkbox for each kind of mark, drawn as the marks are, and the key to the lines.

use super::command::{Command, Field, ViewCommand};
use super::controls::button;
use crate::guidelines::Guidelines;
use crate::strings;
use crate::view::Element;
use crate::view::layers::{HiddenLayers, Layer};

/// The checkboxes of what guidelines mark, and the buttons beside them.
pub(crate) fn render(hidden: &HiddenLayers, guidelines: &Guidelines) -> Element {
    let marked = Layer::ALL.into_iter().filter(|layer| layer.is_marked(guidelines));
    let group = Element::new("div")
        .with("role", "group")
        .with("aria-label", strings::LAYERS)
        .children(marked.map(|layer| checkbox(layer, hidden)));
    let only = *hidden == HiddenLayers::all_but_quotations();
    let only = button(strings::QUOTATIONS_ONLY, &Command::View(ViewCommand::OnlyQuotations))
        .with("aria-pressed", only.to_string())
        .with("title", strings::QUOTATIONS_ONLY_HINT);
    let key = Element::new("button")
        .with("type", "button")
        .with("popovertarget", "legend")
        .text(strings::LEGEND_BUTTON);
    Element::new("div").class("layers").child(group).child(only).child(key)
}

fn checkbox(layer: Layer, hidden: &HiddenLayers) -> Element {
    let input = Element::new("input").with("type", "checkbox").changes(&Field::Layer(layer));
    let input = if hidden.hides(layer) { input } else { input.with("checked", "") };
    let (kind, detail) = sample(layer);
    let name = Element::new("span").class("sample").with("data-kind", kind).text(layer.name());
    let name = if detail.is_empty() { name } else { name.with("data-detail", detail) };
    Element::new("label").child(input).child(name)
}

/// What the marks of a layer look like: their kind and detail.
fn sample(layer: Layer) -> (&'static str, &'static str) {
    match layer {
        Layer::Quotations => ("quote", "direct"),
        Layer::SpeakersAndCues => ("speaker", ""),
        Layer::People => ("entity", "person"),
        Layer::Organisations => ("entity", "org"),
        Layer::Places => ("entity", "gpe"),
        Layer::Groups => ("entity", "norp"),
        Layer::Dates => ("date", ""),
        Layer::Other => ("entity", "misc"),
        Layer::Notes => ("note", ""),
    }
}

/// What the lines mean, and the first keys.
pub(crate) fn legend() -> [Element; 2] {
    let sample = |(kind, detail, text): (&'static str, &'static str, &'static str)| {
        let mark = Element::new("span").class("sample").with("data-kind", kind).text(text);
        Element::new("li").child(if detail.is_empty() { mark } else { mark.with("data-detail", detail) })
    };
    let key = |(key, does): (&'static str, &'static str)| {
        Element::new("li").child(Element::new("kbd").text(key)).text(does)
    };
    let list = |name| Element::new("ul").with("aria-label", name);
    [
        list(strings::LEGEND).children(strings::LEGEND_KINDS.map(sample)),
        list(strings::FIRST_KEYS_NAME).class("first-keys").children(strings::FIRST_KEYS.map(key)),
    ]
}
