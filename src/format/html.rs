//! A web page of its own: the article with its highlights, for reading and printing. It carries the whole set as Web
//! Annotations, so that it can be imported. It runs no script and loads nothing.

use super::spec::{FileStart, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, jsonld};
use crate::annotation::{AnnotationSet, Verdict};
use crate::document::Document;
use crate::strings;
use crate::view::article;
use crate::view::changed_since;
use crate::view::tree::{Element, Node};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "html",
    label: "Web page that carries its annotations (HTML)",
    extension: "html",
    own_endings: &["html", "htm"],
    media_type: "text/html",
    leaves_out: None,
    several_articles: SeveralArticles::OneFileEach,
    companion_files: no_companions,
    detect: |file: &FileStart| file.markup().is_some_and(carries_a_set),
    write,
    read: |file| read(file).map(|set| vec![set]),
};

/// Kinds differ by their underline, not by colour alone.
const STYLE: &str = "\
body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.5 Georgia,serif}\
mark{background:none;color:inherit;text-decoration:underline;text-underline-offset:.2em}\
mark[data-kind=quote]{background:#fff3c4;color:#222;text-decoration:none}\
mark[data-kind=speaker]{text-decoration:underline double}\
mark[data-kind=cue]{text-decoration:underline dotted}\
mark[data-kind=date]{text-decoration:underline dashed}\
mark[data-kind=note]{text-decoration:underline wavy}";

const DATA: &str = "<script type=\"application/ld+json\">";
const DATA_END: &str = "</script>";

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let meta = document.meta();
    let title = meta.title.as_deref().unwrap_or(id);
    let mut page = String::from("<!DOCTYPE html>\n<html");
    if let Some(lang) = &meta.lang {
        page += &format!(" lang=\"{}\"", escaped(lang));
    }
    page += "><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
        content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    page += &format!("<title>{}</title>\n<style>{STYLE}</style>\n{DATA}\n", escaped(title));
    // No "<" of the data can end the element or open another.
    page += &jsonld::write(document, set, id).replace('<', "\\u003c");
    page += &format!("{DATA_END}\n</head><body>\n<article>\n");
    for paragraph in article::render(document, set) {
        push_element(&mut page, &paragraph);
        page.push('\n');
    }
    page += "</article>\n";
    push_notes(&mut page, document, set);
    push_changed(&mut page, document, set);
    page += "</body></html>\n";
    page
}

fn push_notes(page: &mut String, document: &Document, set: &AnnotationSet) {
    let noted = |a: &&crate::annotation::Annotation| a.verdict != Verdict::Rejected && !a.note.is_empty();
    let mut notes = set.in_order().filter(noted).peekable();
    if notes.peek().is_none() {
        return;
    }
    *page += "<h2>Notes</h2>\n<ul>\n";
    for annotation in notes {
        let words = document.slice(annotation.spans.first());
        *page += &format!("<li><q>{}</q> {}</li>\n", escaped(words), escaped(&annotation.note));
    }
    *page += "</ul>\n";
}

/// What was judged before it changed, with what it was.
fn push_changed(page: &mut String, document: &Document, set: &AnnotationSet) {
    let mut changed = set.in_order().filter_map(|a| Some((a, a.changed_since()?))).peekable();
    if changed.peek().is_none() {
        return;
    }
    *page += &format!("<h2>{}</h2>\n<ul>\n", strings::JUDGED_BEFORE);
    for (annotation, earlier) in changed {
        let before = [&earlier.words, &earlier.speaker, &earlier.cue, &earlier.value].into_iter().flatten();
        let before: String = before.map(|part| format!(" <del>{}</del>", escaped(part))).collect();
        let words = document.slice(annotation.spans.first());
        *page += &format!("<li><q>{}</q> {}:{before}</li>\n", escaped(words), changed_since(earlier));
    }
    *page += "</ul>\n";
}

fn push_element(page: &mut String, element: &Element) {
    *page += &format!("<{}", element.tag);
    // Attributes for the keyboard and the mouse have no use outside the app.
    let is_useful =
        |name: &str| name.starts_with("data-") || ["class", "title", "lang", "dir"].contains(&name);
    for (name, value) in element.attributes.iter().filter(|(name, _)| is_useful(name)) {
        *page += &format!(" {name}=\"{}\"", escaped(value));
    }
    page.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => *page += &escaped(text),
            Node::Element(element) => push_element(page, element),
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
