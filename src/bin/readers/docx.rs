//! Word files (Office Open XML): paragraphs as they read once all changes are accepted.
//!
//! Insertions are in, deletions are out; so are comments, foot- and endnotes, headers, footers and hidden text. Each line
//! of a table is a block.

mod archive;
mod body;
mod styles;

use archive::DocxParts;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::{FileArticle, FileProperties, ReaderError};

/// Where Word puts the document; other programs follow it.
const DOCUMENT: &str = "word/document.xml";

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<FileArticle, ReaderError> {
    let mut parts = DocxParts::open(bytes)?;
    let place = main_part(&mut parts)?.unwrap_or_else(|| DOCUMENT.to_owned());
    let document = parts.text(&place)?.ok_or(ReaderError::OtherKind)?;
    let beside = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = parts.text(&format!("{beside}/styles.xml"))?.unwrap_or_default();
    let styles = styles::read(&styles);
    let core = parts.text("docProps/core.xml")?.unwrap_or_default();
    let blocks = body::read(&document, &styles)?;
    if blocks.is_empty() {
        return Err(ReaderError::Empty);
    }
    let meta = FileProperties {
        title: property(&core, "title"),
        byline: property(&core, "creator"),
        lang: styles.lang,
    };
    Ok(FileArticle { blocks, meta })
}

/// Where the document stands in the archive, as its list of relations says.
fn main_part(parts: &mut DocxParts) -> Result<Option<String>, ReaderError> {
    let relations = parts.text("_rels/.rels")?.unwrap_or_default();
    let mut reader = Reader::from_str(&relations);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(element) | Event::Empty(element)) = event else {
            if event == Event::Eof {
                break;
            }
            continue;
        };
        let kind = styles::attribute(&element, "Type").unwrap_or_default();
        if kind.ends_with("/officeDocument") {
            let target = styles::attribute(&element, "Target");
            return Ok(target.map(|target| target.trim_start_matches('/').to_owned()));
        }
    }
    Ok(None)
}

/// A property of the document: `dc:title`, `dc:creator`.
fn property(core: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(core);
    let (mut is_open, mut value) = (false, String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => is_open = element.local_name().as_ref() == name,
            Event::End(_) if is_open => break,
            Event::Text(text) if is_open => value.push_str(&text),
            Event::GeneralRef(reference) if is_open => value.push_str(&body::character(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}
