//! Elements as JSON: `["p",{"class":"hint"},["text",…]]`. A module beside the page makes them, and the page shows them.
//! Only tags and attributes of this list come through: what a text says is never a tag.

use serde_json::{Map, Value};

use super::tree::{Element, Node};

const TAGS: [&str; 36] = [
    "b",
    "blockquote",
    "button",
    "caption",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "g",
    "h3",
    "h4",
    "input",
    "ins",
    "label",
    "li",
    "line",
    "meter",
    "ol",
    "option",
    "p",
    "rect",
    "section",
    "select",
    "span",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "tr",
    "ul",
];

const ATTRIBUTES: [&str; 36] = [
    "aria-current",
    "aria-label",
    "aria-pressed",
    "autocomplete",
    "checked",
    "class",
    "data-change",
    "data-command",
    "dir",
    "disabled",
    "fill",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "max",
    "min",
    "preserveAspectRatio",
    "role",
    "scope",
    "selected",
    "stroke",
    "tabindex",
    "text-anchor",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "xmlns",
    "y",
    "y1",
    "y2",
];

/// Elements as JSON.
pub(crate) fn to_json(elements: &[Element]) -> Value {
    elements.iter().map(element_json).collect()
}

fn element_json(element: &Element) -> Value {
    let attributes: Map<String, Value> = element
        .attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::String(value.clone())))
        .collect();
    let children = element.children.iter().map(|child| match child {
        Node::Text(text) => Value::String(text.clone()),
        Node::Element(element) => element_json(element),
    });
    Value::Array(vec![element.tag.into(), attributes.into(), children.collect()])
}

/// The elements that some JSON stands for; what is no element is left out.
pub(crate) fn from_json(json: &Value) -> Vec<Element> {
    json.as_array().into_iter().flatten().filter_map(element).collect()
}

fn element(json: &Value) -> Option<Element> {
    let [tag, attributes, children] = json.as_array()?.as_slice() else { return None };
    let known = |list: &[&'static str], name: &str| list.iter().copied().find(|known| *known == name);
    let mut element = Element::new(known(&TAGS, tag.as_str()?)?);
    for (name, value) in attributes.as_object()? {
        if let Some((name, value)) = known(&ATTRIBUTES, name).zip(value.as_str()) {
            element = element.with(name, value);
        }
    }
    let child = |child: &Value| match child {
        Value::String(text) => Some(Node::Text(text.clone())),
        child => Some(Node::Element(self::element(child)?)),
    };
    Some(element.children(children.as_array()?.iter().filter_map(child)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_through_and_nothing_else() {
        let list = Element::new("iframe").child(Element::new("li").text("not shown"));
        let section = Element::new("section")
            .with("aria-label", "a \"b\"")
            .child(Element::new("b").text("<script>"))
            .text(" & more");
        assert_eq!(from_json(&to_json(&[section.clone(), list])), [section]);
        let foreign =
            serde_json::json!([["script", {}, ["alert(1)"]], ["p", { "onclick": "x" }, [3, "t"]], "p", 5]);
        assert_eq!(from_json(&foreign), [Element::new("p").text("t")]);
    }
}
