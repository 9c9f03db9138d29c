//! Opening articles; importing and exporting annotation sets.

use super::analysis::{LONG, request_if_untouched};
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::{changed, search};
use super::{dom, draw};
use crate::document::decode::decode;
use crate::document::{Document, Meta, html, markdown};
use crate::format::{self, Format, Imported};
use crate::page::filter::Filter;
use crate::page::panel::Orphan;
use crate::session::Session;
use crate::strings;
use crate::view::{count, describe};

/// The longest text that the page opens, in bytes. Local storage holds 5 million characters, the article's annotations
/// among them: a longer text could not be saved. (The longest book in English has some 6 MB.)
const LONGEST: usize = 4_000_000;

/// Opens an article from pasted text. `html` is what the clipboard had as HTML, or empty.
pub(super) fn open_text(state: &mut State, text: &str, html: &str) -> Reply {
    match read_text(text, html) {
        Ok(document) => show(state, document),
        Err(refusal) => refusal,
    }
}

/// The article in pasted text. `html` is what the clipboard had as HTML, or empty.
pub(super) fn read_text(text: &str, html: &str) -> Result<Document, Reply> {
    if text.trim().is_empty() {
        return Err(Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET));
    }
    if let Some(refusal) = refusal(text.len()) {
        return Err(refusal);
    }
    if html::looks_like_html(text) {
        return read_page(text, strings::THE_PASTED_PAGE);
    }
    let blocks = if html.is_empty() { vec![] } else { html::read_fragment(html) };
    // A single block has less structure than the layout of the plain text.
    Ok(if 1 < blocks.len() {
        Document::from_blocks(&blocks, Meta::default())
    } else {
        Document::from_text(text)
    })
}

/// The reply to too many bytes.
pub(super) fn refusal(bytes: usize) -> Option<Reply> {
    let mb = |bytes: usize| bytes / 1_000_000;
    let message = || strings::fill(strings::TOO_LONG, &[&mb(bytes), &mb(LONGEST)]);
    (LONGEST < bytes).then(|| Reply::failed(FailureCode::TooLong, message()))
}

/// Opens an article from a file, by its name's ending and its content.
pub(super) fn open_file(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    if let Some(refusal) = refusal(bytes.len()) {
        return refusal;
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return Reply::failed(FailureCode::File, format!("{name}: {error}")),
    };
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => open_page(state, &text, name),
        "md" | "markdown" => {
            let (blocks, meta) = markdown::read_markdown(&text);
            show(state, Document::from_blocks(&blocks, meta))
        }
        _ if html::looks_like_html(&text) => open_page(state, &text, name),
        _ if format::detect(&text).is_some() => open_set(state, name, &text),
        _ => show(state, Document::from_text(text)),
    }
}

fn open_page(state: &mut State, source: &str, name: &str) -> Reply {
    match read_page(source, name) {
        Ok(document) => show(state, document),
        Err(refusal) => refusal,
    }
}

/// Opens a page that another tab has sent, with the address that it came from.
pub(super) fn open_sent(state: &mut State, source: &str, url: &str) -> Reply {
    match read_page_from(source, strings::SENT_PAGE, Some(url)) {
        Ok(document) => show(state, document),
        Err(refusal) => refusal,
    }
}

fn read_page(source: &str, name: &str) -> Result<Document, Reply> {
    read_page_from(source, name, None)
}

fn read_page_from(source: &str, name: &str, url: Option<&str>) -> Result<Document, Reply> {
    match html::read_page(source, url) {
        Ok(page) => Ok(Document::from_blocks(&page.blocks, page.meta)),
        Err(error) => Err(Reply::failed(FailureCode::File, format!("{name}: {error}"))),
    }
}

pub(super) fn show(state: &mut State, document: Document) -> Reply {
    if document.text().len() < LONG {
        return open_with(state, document, Session::analyse);
    }
    let reply = open_with(state, document, Session::bare);
    if reply.error.is_some() {
        return reply;
    }
    match request_if_untouched(state) {
        analyse @ Some(_) => Reply { analyse, status: Some(strings::ANALYSING.to_owned()), ..reply },
        None => reply,
    }
}

/// Opens an article. If it is not in the library, `begin` starts its session.
pub(super) fn open_with(state: &mut State, document: Document, begin: fn(Document) -> Session) -> Reply {
    if document.paragraphs().is_empty() {
        return Reply::failed(FailureCode::Empty, strings::NO_ARTICLE_TEXT);
    }
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    let (known, saved) = state.open(document, begin);
    opened(state);
    let found =
        state.open.session.as_ref().map_or(0, |s| s.set().in_order().filter(|a| a.quote().is_some()).count());
    let said = if known {
        strings::SAID_KNOWN.to_owned()
    } else {
        strings::fill(strings::SAID_FOUND, &[&count(found, strings::QUOTATIONS)])
    };
    let error = saved.err().map(|error| ReplyError::not_saved(&error));
    Reply { error, ..Reply::said(said).and_close().and_read() }
}

/// Opens an article of the library.
pub(super) fn open_stored(state: &mut State, id: &str) -> Reply {
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    match state.open_stored(id) {
        Ok(true) => {
            opened(state);
            Reply::said(strings::SAID_OPENED).and_close().and_read()
        }
        Ok(false) => Reply::failed(FailureCode::Storage, strings::GONE_FROM_LIBRARY),
        Err(error) => Reply::not_saved(&error),
    }
}

/// Draws an article that was just opened, from its top.
fn opened(state: &mut State) {
    state.open.is_analysing = false;
    draw::working(state);
    state.drawn.choice.filter = Filter::default();
    search(state);
    draw::everything(state);
    dom::scroll_to(0.0);
    state.save_bookmark();
}

/// The annotation set of the open article, as a file.
pub(super) fn export(state: &mut State, format: &str) -> Reply {
    let Some(session) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let format: Format = match format.parse() {
        Ok(format) => format,
        Err(error) => return Reply::failed(FailureCode::Format, format!("{error}")),
    };
    let text = format::export(session.document(), session.set(), state.open.id(), format);
    let name = format!("{}.{}", slug(&state.open.title()), format.extension());
    state.in_no_file.remove(state.open.id());
    Reply::download(strings::EXPORTED, Download { name, mime: format.media_type(), text, as_png: false })
        .and_close()
}

/// Says beside the list of formats what the chosen one leaves out.
pub(super) fn describe_format(name: &str) -> Reply {
    let left_out = name.parse::<Format>().ok().and_then(Format::leaves_out);
    dom::by_id("format-hint").set_text_content(left_out);
    Reply::done()
}

/// A title as a file name: its first words, of letters and digits alone.
pub(super) fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(6);
    let slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    if slug.is_empty() { "article".to_owned() } else { slug.chars().take(60).collect() }
}

/// Imports an annotation file: anchors its annotations in the open article, and lists what is not found there.
pub(super) fn import(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    match decode(bytes) {
        Ok(text) if state.open.session.is_some() => match read_set(name, &text) {
            Ok(set) => place(state, &set),
            Err(refusal) => refusal,
        },
        Ok(text) => open_set(state, name, &text),
        Err(error) => Reply::failed(FailureCode::File, format!("{name}: {error}")),
    }
}

/// Opens the article that an annotation file carries, with its annotations and no suggestions beside them.
fn open_set(state: &mut State, name: &str, file: &str) -> Reply {
    let set = match read_set(name, file) {
        Ok(set) => set,
        Err(refusal) => return refusal,
    };
    let Some(text) = &set.imported.text else {
        let advice = strings::SET_WITHOUT_TEXT;
        return Reply::failed(FailureCode::File, format!("{name}: {advice}"));
    };
    let document = Document::from_text_with(text, set.imported.meta.clone());
    let reply = open_with(state, document, Session::bare);
    if reply.error.is_some() { reply } else { place(state, &set).and_read() }
}

/// A set with the format of its file.
struct ReadSet {
    imported: Imported,
    format: Format,
}

fn read_set(name: &str, file: &str) -> Result<ReadSet, Reply> {
    let by_name = || Format::by_ending(name.rsplit('.').next().unwrap_or(""));
    let format = format::identify(file).or_else(|error| by_name().ok_or(error));
    let read = format.and_then(|format| {
        let imported = format::import_one(file, format)?;
        Ok(ReadSet { imported, format })
    });
    read.map_err(|error| Reply::failed(FailureCode::Format, format!("{name}: {error}")))
}

fn place(state: &mut State, set: &ReadSet) -> Reply {
    let Some(session) = &mut state.open.session else { return Reply::default() };
    let done = match session.import(&set.imported, set.format) {
        Ok(done) => done,
        Err(error) => return Reply::failed(FailureCode::Edit, error.to_string()),
    };
    let said = done.said(set.imported.skipped.len());
    let lost = done.lost.iter().map(|annotation| Orphan {
        what: describe(&annotation.body).to_owned(),
        words: annotation.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" … "),
    });
    state.open.orphans = lost.collect();
    Reply { status: Some(said), ..changed(state, done.drawn) }.and_close()
}
