//! The styles of a Word file: what role a paragraph has by its style, and the language.

use std::collections::HashMap;

use crate::FileRole;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is known of the styles.
#[derive(Default)]
pub(super) struct DocxStyles {
    roles: HashMap<String, FileRole>,
    /// The language of the text, BCP 47.
    pub lang: Option<String>,
}

impl DocxStyles {
    /// The role of paragraphs in the style with this id.
    pub(super) fn role(&self, id: &str) -> Option<FileRole> {
        self.roles.get(id).copied()
    }
}

/// Reads a part with styles, as far as it can be read.
pub(super) fn read(styles: &str) -> DocxStyles {
    let mut found = DocxStyles::default();
    let mut reader = Reader::from_str(styles);
    let mut style = String::new();
    while let Ok(event) = reader.read_event() {
        let element = match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => element,
            _ => continue,
        };
        match element.local_name().as_ref() {
            "style" => style = attribute(&element, "styleId").unwrap_or_default(),
            "name" => {
                let name = attribute(&element, "val").unwrap_or_default();
                found.roles.extend(role(&name.to_lowercase()).map(|role| (style.clone(), role)));
            }
            "lang" if found.lang.is_none() => {
                found.lang = attribute(&element, "val").filter(|lang| !lang.is_empty() && lang.len() <= 35);
            }
            _ => {}
        }
    }
    found
}

/// Built-in styles have these names in the files of every language.
fn role(name: &str) -> Option<FileRole> {
    match name {
        "title" => Some(FileRole::Title),
        "subtitle" => Some(FileRole::Standfirst),
        "caption" => Some(FileRole::Caption),
        name if name.starts_with("heading ") => Some(FileRole::Heading),
        name if name.starts_with("list ") => Some(FileRole::ListItem),
        _ => None,
    }
}

/// An attribute by its name without a prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}
