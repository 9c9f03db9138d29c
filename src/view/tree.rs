//! Elements and text, which `web` turns into nodes of the page. Text stays text: nothing in it becomes markup.

use std::fmt::{self, Display, Write as _};

/// A child of an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    pub children: Vec<Node>,
}

impl Element {
    pub(crate) fn new(tag: &'static str) -> Element {
        Element { tag, attributes: vec![], children: vec![] }
    }

    #[must_use]
    pub(crate) fn with(self, name: &'static str, value: impl Into<String>) -> Element {
        self.with_attribute(name, value.into())
    }

    // Trees are made in a hundred places: inlined there, this would be a tenth of the page's own code.
    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: String) -> Element {
        self.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: Node) -> Element {
        self.children.push(child);
        self
    }

    #[must_use]
    pub(crate) fn class(self, names: impl Into<String>) -> Element {
        self.with("class", names)
    }

    #[must_use]
    pub(crate) fn text(self, text: impl Into<String>) -> Element {
        self.with_child(Node::Text(text.into()))
    }

    #[must_use]
    pub(crate) fn child(self, child: impl Into<Node>) -> Element {
        self.with_child(child.into())
    }

    #[must_use]
    pub(crate) fn children<N: Into<Node>>(mut self, children: impl IntoIterator<Item = N>) -> Element {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

/// Whether a tag belongs to SVG. (The view uses none that HTML has too.)
pub(crate) fn is_drawing(tag: &str) -> bool {
    matches!(tag, "svg" | "rect" | "text" | "line" | "g")
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

/// As HTML, escaped: for tests and for pages that are exported.
impl Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.tag)?;
        for (name, value) in &self.attributes {
            write!(f, " {name}=\"")?;
            escape(value, f)?;
            f.write_char('"')?;
        }
        f.write_char('>')?;
        if matches!(self.tag, "input" | "br" | "hr") {
            return Ok(());
        }
        for child in &self.children {
            Display::fmt(child, f)?;
        }
        write!(f, "</{}>", self.tag)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Element(element) => Display::fmt(element, f),
            Node::Text(text) => escape(text, f),
        }
    }
}

fn escape(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for c in text.chars() {
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '"' => f.write_str("&quot;")?,
            _ => f.write_char(c)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let element = Element::new("p").with("title", "\"><script>").text("<img onerror=x> & more");
        let html = "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;img onerror=x&gt; &amp; more</p>";
        assert_eq!(element.to_string(), html);
    }
}
