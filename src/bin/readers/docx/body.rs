//! The paragraphs of a Word document.

use crate::{FileBlock, FileRole};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::styles::{DocxStyles, attribute};
use crate::ReaderError;

/// Elements whose content is not read: what was deleted or moved away, fields' instructions, what older programs show in
/// the place of something newer, phonetic guides.
const UNREAD: &[&str] =
    &["del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rt", "pPrChange", "rPrChange"];
/// Levels of elements. Word's own files have some dozens.
const DEEPEST: usize = 1_000;

/// Reads the document's blocks, in order.
pub(super) fn read(document: &str, styles: &DocxStyles) -> Result<Vec<FileBlock>, ReaderError> {
    let mut body = BodyReader {
        styles,
        blocks: vec![],
        open: vec![],
        rows: vec![],
        unread: 0,
        carried: String::new(),
        depth: 0,
        in_text: false,
    };
    let mut reader = Reader::from_str(document);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|_| ReaderError::Damaged)? {
            Event::Start(element) => body.begin(&element),
            Event::Empty(element) => {
                body.begin(&element);
                body.end(element.local_name().as_ref());
            }
            Event::End(element) => body.end(element.local_name().as_ref()),
            Event::Text(text) => body.add(&text),
            Event::CData(text) => body.add(&text),
            Event::GeneralRef(reference) => body.add(&character(&reference)),
            Event::Eof => break,
            _ => {}
        }
        if DEEPEST < body.depth {
            return Err(ReaderError::Damaged);
        }
    }
    // A file that is cut off ends within a paragraph.
    while !body.open.is_empty() {
        body.end_paragraph();
    }
    body.first_heading_is_the_title();
    Ok(body.blocks)
}

/// The character of a reference: `&amp;`, `&#8220;`. Files have no entities of their own.
pub(super) fn character(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference;
    quick_xml::escape::resolve_xml_entity(name).unwrap_or_default().to_owned()
}

/// A paragraph that is being read. In a text box one stands within another.
#[derive(Default)]
struct OpenParagraph {
    text: String,
    role: Option<FileRole>,
    is_item: bool,
    /// Its run is hidden.
    hides: bool,
    /// Its own properties are being read, not those of a run.
    in_properties: bool,
    /// Its end was deleted: the next paragraph continues it.
    goes_on: bool,
}

struct BodyReader<'s> {
    styles: &'s DocxStyles,
    blocks: Vec<FileBlock>,
    open: Vec<OpenParagraph>,
    /// The lines of tables that are being read, as far as they go, the innermost last.
    rows: Vec<String>,
    /// How many elements around are not read.
    unread: usize,
    /// The text of a paragraph that the next one continues.
    carried: String,
    depth: usize,
    in_text: bool,
}

impl BodyReader<'_> {
    fn begin(&mut self, element: &BytesStart) {
        self.depth += 1;
        let name = element.local_name();
        let name = name.as_ref();
        if UNREAD.contains(&name) {
            self.unread += 1;
            let is_deleted = name == "del";
            self.paragraph(|paragraph| paragraph.goes_on |= is_deleted && paragraph.in_properties);
        }
        if 0 < self.unread {
            return;
        }
        match name {
            "p" => self
                .open
                .push(OpenParagraph { text: std::mem::take(&mut self.carried), ..OpenParagraph::default() }),
            "pPr" => self.paragraph(|paragraph| paragraph.in_properties = true),
            "tr" => self.rows.push(String::new()),
            "tc" => self.begin_cell(),
            "t" => self.in_text = true,
            "r" => self.hide(false),
            "vanish" => self
                .hide(attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false"))),
            "tab" | "ptab" => self.put(" "),
            "br" | "cr" if attribute(element, "type").is_none() => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "pStyle" => {
                let role = attribute(element, "val").and_then(|id| self.styles.role(&id));
                self.paragraph(|paragraph| paragraph.role = role);
            }
            "numPr" => self.paragraph(|paragraph| paragraph.is_item = true),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if UNREAD.contains(&name) {
            self.unread = self.unread.saturating_sub(1);
            return;
        }
        if 0 < self.unread {
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "t" => self.in_text = false,
            "pPr" => self.paragraph(|paragraph| paragraph.in_properties = false),
            _ => {}
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut OpenParagraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn hide(&mut self, hides: bool) {
        self.paragraph(|paragraph| paragraph.hides = hides);
    }

    fn add(&mut self, text: &str) {
        if self.in_text && self.unread == 0 {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        self.paragraph(|paragraph| {
            if !paragraph.hides {
                paragraph.text.push_str(text);
            }
        });
    }

    fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut().filter(|row| !row.is_empty()) {
            row.push_str(" | ");
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if paragraph.goes_on {
            self.carried = paragraph.text;
            return;
        }
        let lines =
            paragraph.text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        if text.is_empty() {
            return;
        }
        if let Some(row) = self.rows.last_mut() {
            if !row.is_empty() && !row.ends_with("| ") {
                row.push(' ');
            }
            row.push_str(&text);
            return;
        }
        let item = if paragraph.is_item { FileRole::ListItem } else { FileRole::Paragraph };
        self.blocks.push(FileBlock { role: paragraph.role.unwrap_or(item), text });
    }

    fn end_row(&mut self) {
        let row = self.rows.pop().unwrap_or_default();
        let row = row.trim_end_matches(['|', ' ']).to_owned();
        match self.rows.last_mut() {
            // A table in a cell is read on its line.
            Some(around) => around.push_str(&row),
            None if row.is_empty() => {}
            None => self.blocks.push(FileBlock { role: FileRole::Paragraph, text: row }),
        }
    }

    /// Where no paragraph is in the style of titles, a heading at the start is the title.
    fn first_heading_is_the_title(&mut self) {
        let has_title = self.blocks.iter().any(|block| block.role == FileRole::Title);
        if let Some(first) =
            self.blocks.first_mut().filter(|block| !has_title && block.role == FileRole::Heading)
        {
            first.role = FileRole::Title;
        }
        for later in self.blocks.iter_mut().skip(1).filter(|block| block.role == FileRole::Title) {
            later.role = FileRole::Heading;
        }
    }
}
