//! A web page of its own: the article with its marks as the page shows them, and beside it the key, who speaks and the
//! quotations, to be read and printed. It carries the whole set as Web Annotations, so that it can be imported. It runs no
//! script and loads nothing; its policy allows its own style sheet alone.

mod beside;

use std::collections::BTreeSet;

use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, jsonld, policy};
use crate::annotation::AnnotationSet;
use crate::document::Document;
use crate::view::article;
use crate::view::tree::{Element, Node};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "html",
    label: "Web page that carries its annotations (HTML)",
    extension: "html",
    own_endings: &["html", "htm"],
    media_type: "text/html",
    leaves_out: None,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.markup().is_some_and(carries_a_set),
    write,
    read: |file| read(file).map(|set| vec![set]),
};

/// Kinds differ by their lines, not by colour alone.
const STYLE: &str = include_str!("html/style.css");

/// The hash by which the policy knows the style sheet. A test compares the two.
const STYLE_HASH: &str = "sha256-Umtlc8xoUbJGGmxqOiMAy4Viv2RZsP52XzO3b01i6mU=";

const DATA: &str = "<script type=\"application/ld+json\">";
const DATA_END: &str = "</script>";

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let title = meta.title.as_deref().unwrap_or(id);
    let mut page = String::from("<!DOCTYPE html>\n<html");
    if let Some(lang) = &meta.lang {
        page += &format!(" lang=\"{}\"", escaped(lang));
    }
    page += "><head><meta charset=\"utf-8\">\n";
    page += &policy::allowing(STYLE_HASH);
    page += "\n<meta name=\"viewport\" content=\"width=device-width\">\n";
    page += &format!("<title>{}</title>\n<style>{STYLE}</style>\n{DATA}\n", escaped(title));
    // No "<" of the data can end the element or open another.
    page += &jsonld::write(document, set, id).replace('<', "\\u003c");
    page += &format!("{DATA_END}\n</head><body>\n<article>\n");
    let paragraphs = article::render(document, set);
    let mut named = BTreeSet::new();
    for paragraph in &paragraphs {
        push_element(&mut page, paragraph, &mut named);
        page.push('\n');
    }
    page += "</article>\n";
    push_element(&mut page, &beside::render(document, set), &mut named);
    page += "\n</body></html>\n";
    page
}

/// Writes an element. The first mark of each annotation gets its id as a name, to which the list leads.
fn push_element<'a>(page: &mut String, element: &'a Element, named: &mut BTreeSet<&'a str>) {
    *page += &format!("<{}", element.tag);
    // Attributes for the keyboard and the mouse have no use outside the app.
    let is_useful = |name: &str| {
        let kept = ["class", "title", "lang", "dir", "href", "max", "value"];
        name.starts_with("data-") && name != "data-state" || kept.contains(&name)
    };
    for (name, value) in element.attributes.iter().filter(|(name, _)| is_useful(name)) {
        *page += &format!(" {name}=\"{}\"", escaped(value));
    }
    if let Some(id) = element.attribute("data-annotation").filter(|id| named.insert(id)) {
        *page += &format!(" id=\"{}\"", escaped(id));
    }
    page.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => *page += &escaped(text),
            Node::Element(element) => push_element(page, element, named),
        }
    }
    *page += &format!("</{}>", element.tag);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Whether a page carries a set.
fn carries_a_set(file: &str) -> bool {
    data(file).is_some_and(|data| data.contains("www.w3.org/ns/anno.jsonld"))
}

fn data(file: &str) -> Option<&str> {
    let start = file.find(DATA)? + DATA.len();
    let end = file[start..].find(DATA_END)?;
    Some(&file[start..start + end])
}

fn read(file: &str) -> Result<Imported, FormatError> {
    let data = data(file).ok_or_else(|| {
        FormatError::whole("this web page carries no annotation set; open it as an article instead")
    })?;
    jsonld::read_one(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_style_sheet() {
        policy::assert_names(STYLE_HASH, STYLE);
    }
}
