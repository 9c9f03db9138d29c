//! What is tried with bytes that nobody has looked at: by cargo-fuzz (`fuzz_targets`), and for a few seconds by
//! `tests/unit/trust.rs`, which needs no nightly compiler. A target fails by panicking.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::anchor::{self, Position, Selector};
use crate::document::{Document, Meta, decode, html, markdown};
use crate::edit::History;
use crate::format::{self, Format};
use crate::guidelines::Guidelines;
use crate::span::Span;
use crate::store::{ArticleWork, JournalPosition, Library, MemoryStore, Store, StoreError, article_id};
use crate::word_list::WordList;

/// A name, and what it does with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("page", page),
    ("text", text),
    ("import", import),
    ("corpora", corpora),
    ("spacy", spacy),
    ("tables", tables),
    ("lists", lists),
    ("resolve", resolve),
    ("annotate", annotate),
    ("record", record),
];

/// HTML in: as a page, and as what the clipboard has.
pub fn page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(page) = html::read_page(&text, None) {
        assert!(!page.blocks.is_empty(), "a page without text is refused");
        let document = Document::from_blocks(&page.blocks, page.meta);
        fits(&document, document.paragraphs().iter().map(|paragraph| paragraph.span));
    }
    let blocks = html::read_fragment(&text);
    let document = Document::from_blocks(&blocks, Meta::default());
    fits(&document, document.paragraphs().iter().map(|paragraph| paragraph.span));
}

/// Files of unknown encoding, plain text, Markdown.
pub fn text(bytes: &[u8]) {
    let Ok(text) = decode::decode(bytes) else { return };
    let (blocks, meta) = markdown::read_markdown(&text);
    let document = Document::from_blocks(&blocks, meta);
    fits(&document, document.tokens().iter().map(|token| token.span));
    let document = Document::from_text(text.clone());
    assert_eq!(document.text(), text, "plain text stays to the byte");
    fits(&document, document.tokens().iter().map(|token| token.span));
}

/// Every importer, whatever the file says it is; what comes in finds its place, or is lost.
pub fn import(bytes: &[u8]) {
    let file = String::from_utf8_lossy(bytes);
    format::detect(&file); // Only a panic counts.
    for &format in Format::ALL {
        place_all(&file, format);
    }
}

/// The sets of a file find their places, or are lost.
fn place_all(file: &str, format: Format) {
    for set in format::import(file, format).unwrap_or_default() {
        let text = set.text.clone().unwrap_or_else(|| "“No,” said Ana Ruiz on Monday. 🥐 No.".to_owned());
        let document = Document::from_text(text);
        let placed = format::place(&set, &document);
        fits(&document, placed.set.in_order().flat_map(|annotation| annotation.spans.iter()));
    }
}

/// How files of corpora and of other programs begin: no reader would look at bytes without that.
const OPENINGS: &[(Format, &str)] = &[
    (
        Format::Tei,
        "<?xml version='1.0'?><GateDocument version=\"3\"><TextWithNodes><Node id=\"0\"/>🥐 No<Node id=\"4\"/>",
    ),
    (
        Format::Tei,
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p><said id=\"1\" mode=\"direct\" content=\"speech\">",
    ),
    (
        Format::Prodigy,
        "{\"text\": \"🥐 No\", \"offset_type\": \"j\", \"annotation_sets\": {\"\": {\"annotations\": [",
    ),
    (Format::Prodigy, "{\"text\": \"🥐 No\", \"entities\": {\"Person\": [{\"indices\": [0, 2]}, "),
    (
        Format::Iob2,
        "tok\tsentstart\tstwr\tframe\tspeaker\tintexpr\n🥐\tyes\tdirect.speech.1\tframe.1\tspeaker.1\t-\n",
    ),
    (Format::Iob2, "# global.Entity = eid-etype\n1\tNo\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-person"),
    (
        Format::Csv,
        "quoteID,quoteText,subQuotationList,quoteByteSpans,speaker\nQ1,No,\"['No']\",\"[[0, 2]]\",Ana\n",
    ),
    (
        Format::Tsv3,
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n#T_RL=custom.Relation|label|BT_custom.Span\n\n\n#Text=🥐 No\n1-1\t0-2\t",
    ),
    (
        Format::Bioc,
        "{\"documents\": [{\"id\": \"1\", \"passages\": [{\"offset\": 0, \"text\": \"🥐 No\", \"annotations\": [",
    ),
    (Format::Vtt, "WEBVTT\n\nNOTE pullquote\n"),
    (Format::Doccano, "{\"text\": \"🥐 No\", \"pullquote\": {\"entities\": []}, \"entities\": ["),
];

/// Files that begin as those of corpora do; the first byte says which.
pub fn corpora(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let (format, opening) = OPENINGS[usize::from(*first) % OPENINGS.len()];
    let file = format!("{opening}{}", String::from_utf8_lossy(rest));
    format::detect(&file); // Only a panic counts.
    place_all(&file, format);
}

/// A file of spaCy with some of what is packed in it written over: what is compressed cannot be met by chance.
pub fn spacy(bytes: &[u8]) {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    let whole = WHOLE.get_or_init(|| {
        let document = Document::from_text("“No,” said Ana Ruiz on Monday. 🥐 No.");
        let file = format::export(&document, &crate::recognise::annotate(&document), "a", Format::Spacy);
        miniz_oxide::inflate::decompress_to_vec_zlib(&Format::Spacy.file_bytes(&file)).expect("we packed it")
    });
    let (place, written) = bytes.split_at(bytes.len().min(2));
    let at = place.iter().fold(0, |at, &byte| at << 8 | usize::from(byte)) % whole.len();
    // Few bytes hurt more than many, which only end the map.
    let written = &written[..written.len().min(1 + at % 24)];
    let end = (at + written.len()).min(whole.len());
    let damaged = [&whole[..at], written, &whole[end..]].concat();
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&damaged, 1);
    if let Some(file) = format::binary_set(&packed) {
        place_all(&file, Format::Spacy);
    }
    format::binary_set(bytes); // Only a panic counts.
}

/// Tables and lines of articles, and maps of their columns.
pub fn tables(bytes: &[u8]) {
    let file = String::from_utf8_lossy(bytes);
    let (map, file) = file.split_once('\n').unwrap_or((&*file, ""));
    for file in [file.to_owned(), format!("id,text,title\n{file}"), format!("{{\"text\":\"No.\"}}\n{file}")] {
        format::is_article_table(&file);
        format::are_article_lines(&file);
        for article in format::read_article_table(&file).into_iter().flatten().flatten() {
            assert!(!article.text.trim().is_empty(), "rows without text are left out");
        }
        format::read_article_lines(&file);
        if let Ok(columns) = map.parse::<format::ColumnMap>() {
            columns.applied(&file).ok();
        }
        if let Ok(columns) = "text=text,title=id".parse::<format::ColumnMap>() {
            columns.applied(&file).ok();
        }
    }
}

/// Word lists and guidelines: what is read is written so that it is read again, and can be followed.
pub fn lists(bytes: &[u8]) {
    let file = String::from_utf8_lossy(bytes);
    let document = Document::from_text("“No,” said Ana Ruiz on Monday. 🥐 No.");
    let mut lists: Vec<String> = vec![file.as_ref().to_owned()];
    lists.push(format!("{{\"pullquote-words\":1,\"entries\":[{file}]}}"));
    for list in lists.iter().filter_map(|list| WordList::from_json(list).ok()) {
        assert_eq!(WordList::from_json(&list.to_json()).ok().as_ref(), Some(&list));
        let set = list.applied(&document, crate::recognise::annotate(&document));
        fits(&document, set.in_order().flat_map(|annotation| annotation.spans.iter()));
    }
    for guidelines in lists.iter().filter_map(|list| Guidelines::from_json(list).ok()) {
        assert_eq!(Guidelines::from_json(&guidelines.to_json()).ok().as_ref(), Some(&guidelines));
        let allowed = guidelines.applied(crate::recognise::annotate(&document));
        fits(&document, allowed.in_order().flat_map(|annotation| annotation.spans.iter()));
    }
}

/// Selectors of one half of the bytes, looked for in the other.
pub fn resolve(bytes: &[u8]) {
    let (head, rest) = bytes.split_at(bytes.len().min(8));
    let (old, new) = rest.split_at(rest.len() / 2);
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let numbers: Vec<usize> = head.iter().map(|&byte| usize::from(byte)).collect();
    let spans: Vec<Span> = numbers
        .chunks_exact(2)
        .map(|ends| Span::new(ends[0], ends[1]))
        .filter(|s| s.get(&old).is_some())
        .collect();
    let mut selectors = anchor::describe_all(&old, &spans);
    selectors.push(Selector {
        exact: new.chars().take(numbers.first().copied().unwrap_or(0)).collect(),
        position: Some(Position::Bytes(Span::new(7_usize, 4_000_000_000_usize))),
        ..Selector::default()
    });
    let found = anchor::resolve_all(&new, &selectors).into_iter().chain(anchor::reanchor(&old, &new, &spans));
    for span in found.filter_map(|resolution| resolution.span()) {
        assert!(span.get(&new).is_some(), "{span:?} does not fit the text");
    }
    for (span, found) in spans.iter().zip(anchor::reanchor(&old, &old, &spans)) {
        assert_eq!(found.span(), Some(*span), "a passage is found in its own text");
    }
}

/// The whole analysis, and every export of it.
pub fn annotate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let document = Document::from_text(text.as_ref());
    let set = crate::recognise::annotate(&document);
    fits(&document, set.in_order().flat_map(|annotation| annotation.spans.iter()));
    for &format in Format::ALL {
        format::export(&document, &set, "a", format);
    }
}

/// A record in the browser's storage that was damaged, or that somebody else wrote.
pub fn record(bytes: &[u8]) {
    let (id, records) = kept();
    let mut store = Shared::default();
    for (key, value) in records {
        store.set(key, value).expect("memory has room");
    }
    let library = Library::new(store.clone());
    let (choice, rest) = bytes.split_at(bytes.len().min(3));
    let keys = store.keys().expect("memory can be read");
    let number = |at: usize| usize::from(choice.get(at).copied().unwrap_or(0));
    let key = &keys[number(0) % keys.len()];
    let value = store.get(key).expect("memory can be read").unwrap_or_default();
    let cut =
        (0..=(number(1) << 8 | number(2)) % (value.len() + 1)).rev().find(|&at| value.is_char_boundary(at));
    // The record with some of it written over.
    let cut = cut.unwrap_or(0);
    let written = String::from_utf8_lossy(rest);
    let end =
        (cut + written.len()..value.len()).find(|&at| value.is_char_boundary(at)).unwrap_or(value.len());
    let damaged = [&value[..cut], &written, &value[end..]].concat();
    store.set(key, &damaged).expect("memory has room");
    library.list().ok(); // Only a panic counts.
    if let Ok(Some(stored)) = library.load(id) {
        fits(&stored.document, stored.set.in_order().flat_map(|annotation| annotation.spans.iter()));
    }
}

/// An article's id and its records: made once, since the damage is what is tried.
fn kept() -> &'static (String, Vec<(String, String)>) {
    static KEPT: OnceLock<(String, Vec<(String, String)>)> = OnceLock::new();
    KEPT.get_or_init(|| {
        let document = Document::from_text("“No,” said Ana Ruiz on Monday. 🥐 No.");
        let set = crate::recognise::annotate(&document);
        let id = article_id(document.text());
        let store = Shared::default();
        let mut library = Library::new(store.clone());
        let work = ArticleWork { document: &document, set: &set, history: &History::default() };
        library.save(&id, work, JournalPosition::default()).expect("memory has room");
        let keys = store.keys().expect("memory can be read");
        let record = |key: String| {
            let value = store.get(&key).expect("memory can be read").unwrap_or_default();
            (key, value)
        };
        (id, keys.into_iter().map(record).collect())
    })
}

/// A store that can be written behind the library's back, as the browser's can.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<MemoryStore>>);

impl Store for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.borrow().get(key)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().set(key, value)
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.borrow().keys()
    }
}

fn fits(document: &Document, spans: impl Iterator<Item = impl std::borrow::Borrow<Span>>) {
    for span in spans {
        assert!(span.borrow().get(document.text()).is_some(), "{:?} does not fit the text", span.borrow());
    }
}
