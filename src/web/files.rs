//! Articles and annotation sets in and out.

use super::act::perform_with;
use super::draw;
use super::state::State;
use super::{Download, Failure, Reply, dom, lists};
use crate::annotation::AnnotationSet;
use crate::document::decode::decode;
use crate::document::{Document, Meta, Role, html, markdown};
use crate::format::{self, Format, Imported};
use crate::page::filter::Filter;
use crate::page::panel::Orphan;
use crate::recognise::annotate;
use crate::session::Session;
use crate::span::Span;
use crate::store::Stored;
use crate::strings;
use crate::view::{count, describe};

/// The longest text that the page takes in, in bytes. Local storage holds 5 million characters, the article's
/// annotations among them: a longer one could not be kept. (The longest book in English has some 6 MB.)
const LONGEST: usize = 4_000_000;

/// From this length on, in bytes, an article is shown first and analysed beside the page: shorter ones are analysed
/// before a reader could see the difference.
const LONG: usize = 30_000;

/// Opens an article from pasted text. `html` is what the clipboard had as HTML, or empty.
pub(super) fn open_text(state: &mut State, text: &str, html: &str) -> Reply {
    match read_text(text, html) {
        Ok(document) => show(state, document),
        Err(refusal) => refusal,
    }
}

/// Opens a newer version of the open article: what was done to the old one is carried over, as one step, and what
/// became of its quotations is told. The old version stays in the library as it is.
pub(super) fn open_newer(state: &mut State, text: &str, html: &str) -> Reply {
    let Some(old) = &state.session else { return Reply::failed("empty", strings::OPEN_FIRST_STOP) };
    let old = Stored {
        document: old.document().clone(),
        set: old.set().clone(),
        history: old.history().clone(),
        cover: crate::store::Cover::default(),
    };
    let old_id = state.id().to_owned();
    let document = match read_text(text, html) {
        Ok(document) => document.following(&old.document),
        Err(refusal) => return refusal,
    };
    if document.text() == old.document.text() {
        return Reply::failed("same", strings::SAME_TEXT);
    }
    // However long it is: the report needs to know what is said in it now.
    let opened = show_as(state, document, Session::analyse);
    if state.id() == old_id {
        return opened;
    }
    let Some(session) = &mut state.session else { return opened };
    let carried = session.carry_over(&old.document, &old.set);
    let id = state.id().to_owned();
    let noted = state.library.set_older(&id, &old_id);
    state.compare_with(&old);
    let said = state.report.as_ref().map_or(String::new(), crate::page::newer::said);
    if let Ok(changed) = carried {
        state.changed(changed);
    }
    draw::panel(state);
    draw::report(state);
    let error = noted.err().map(|e| Failure { code: "storage", message: e.to_string() });
    Reply {
        status: Some(said),
        dialog: Some("report-dialog"),
        error: opened.error.or(error),
        ..Reply::done()
    }
    .and_close()
}

fn read_text(text: &str, html: &str) -> Result<Document, Reply> {
    if text.trim().is_empty() {
        return Err(Reply::failed("empty", strings::NO_TEXT_YET));
    }
    if let Some(refusal) = refusal(text.len()) {
        return Err(refusal);
    }
    if html::looks_like_html(text) {
        return read_page(text, strings::THE_PASTED_PAGE);
    }
    let blocks = if html.is_empty() { vec![] } else { html::read_fragment(html) };
    // One block says no more than the text does, and the text's own layout says more.
    Ok(if 1 < blocks.len() {
        Document::from_blocks(&blocks, Meta::default())
    } else {
        Document::from_text(text)
    })
}

/// The reply to so many bytes that are too many.
pub(super) fn refusal(bytes: usize) -> Option<Reply> {
    let mb = |bytes: usize| bytes / 1_000_000;
    let message = || strings::fill(strings::TOO_LONG, &[&mb(bytes), &mb(LONGEST)]);
    (LONGEST < bytes).then(|| Reply::failed("too-long", message()))
}

/// Opens an article from a file, by its name's ending and its content.
pub(super) fn open_file(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    if let Some(refusal) = refusal(bytes.len()) {
        return refusal;
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) => return Reply::failed("file", format!("{name}: {error}")),
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
        Err(error) => Err(Reply::failed("file", format!("{name}: {error}"))),
    }
}

fn show(state: &mut State, document: Document) -> Reply {
    if document.text().len() < LONG {
        return show_as(state, document, Session::analyse);
    }
    let reply = show_as(state, document, Session::bare);
    if reply.error.is_some() {
        return reply;
    }
    match wants_analysis(state) {
        analyse @ Some(_) => Reply { analyse, status: Some(strings::ANALYSING.to_owned()), ..reply },
        None => reply,
    }
}

/// The job of analysing the open article beside the page, where it is long and nothing is in it yet: it was opened
/// just now, or the page was left before the analysis had ended.
pub(super) fn wants_analysis(state: &mut State) -> Option<String> {
    let session = state.session.as_ref()?;
    let is_untouched = session.set().is_empty() && session.history().next_undo().is_none();
    if is_untouched { job(state) } else { None }
}

/// Finds anew what the machine can find; what a reader has made or judged stays as it is.
pub(super) fn analyse_again(state: &mut State) -> Reply {
    match job(state) {
        analyse @ Some(_) => Reply { analyse, ..Reply::said(strings::ANALYSING) },
        None => perform_with(state, |session| session.analyse_again()),
    }
}

/// The job of analysing the open article beside the page, where it is long.
fn job(state: &mut State) -> Option<String> {
    let document = state.session.as_ref()?.document();
    if document.text().len() < LONG {
        return None;
    }
    let job = (state.id(), document.text(), document.roles(), document.meta());
    let job = serde_json::to_string(&job).ok();
    state.is_analysing = job.is_some();
    draw::working(state);
    job
}

/// Such a job: the article's id in the library, its text, what its paragraphs are, and what is known of it.
type Job = (String, String, Vec<(Span, Role)>, Meta);

/// Does such a job.
pub(super) fn analyse(job: &str) -> String {
    let Ok((id, text, roles, meta)) = serde_json::from_str::<Job>(job) else { return String::new() };
    let found = annotate(&Document::from_stored(text, &roles, meta));
    serde_json::to_string(&(id, found)).unwrap_or_default()
}

/// Takes in what was found, unless another article is open by now, or the reader has ended the analysis.
pub(super) fn analysed(state: &mut State, found: &str) -> Reply {
    let found: Result<(String, AnnotationSet), _> = serde_json::from_str(found);
    let Ok((id, found)) = found else { return stop_analysis(state) };
    if !state.is_analysing || id != state.id() {
        return Reply::quiet();
    }
    let Some(session) = state.session.take() else { return Reply::quiet() };
    let n = found.in_order().filter(|a| a.quote().is_some()).count();
    state.session = Some(session.with_suggestions(found));
    state.touch();
    stop_analysis(state);
    draw::marks_of_all(state);
    Reply::said(strings::fill(strings::SAID_FOUND, &[&count(n, strings::QUOTATIONS)]))
}

/// Leaves the article as it is, without suggestions.
pub(super) fn stop_analysis(state: &mut State) -> Reply {
    state.is_analysing = false;
    draw::working(state);
    Reply { analyse: Some(String::new()), ..Reply::said(strings::SAID_STOPPED) }
}

/// Opens an article; `begin` says with what, if it is not in the library.
fn show_as(state: &mut State, document: Document, begin: fn(Document) -> Session) -> Reply {
    if document.paragraphs().is_empty() {
        return Reply::failed("empty", strings::NO_ARTICLE_TEXT);
    }
    if let Err(error) = state.save() {
        return Reply::failed("storage", error.to_string());
    }
    let (known, kept) = state.open(document, begin);
    opened(state);
    let found =
        state.session.as_ref().map_or(0, |s| s.set().in_order().filter(|a| a.quote().is_some()).count());
    let said = if known {
        strings::SAID_KNOWN.to_owned()
    } else {
        strings::fill(strings::SAID_FOUND, &[&count(found, strings::QUOTATIONS)])
    };
    let error = kept.err().map(|e| Failure { code: "storage", message: e.to_string() });
    Reply { error, ..Reply::said(said).and_close().and_read() }
}

/// Draws an article that was just opened, from its top.
pub(super) fn opened(state: &mut State) {
    state.is_analysing = false;
    draw::working(state);
    state.choice.filter = Filter::default();
    lists::search(state);
    draw::everything(state);
    dom::scroll_to(0.0);
    state.keep_bookmark();
}

/// The annotation set of the open article, as a file.
pub(super) fn export(state: &State, format: &str) -> Reply {
    let Some(session) = &state.session else {
        return Reply::failed("empty", strings::OPEN_FIRST_STOP);
    };
    let format: Format = match format.parse() {
        Ok(format) => format,
        Err(error) => return Reply::failed("format", format!("{error}")),
    };
    let text = format::export(session.document(), session.set(), state.id(), format);
    let name = format!("{}.{}", slug(&state.title()), format.extension());
    let download = Some(Download { name, mime: format.mime(), text, as_png: false });
    Reply { download, ..Reply::said(strings::EXPORTED).and_close() }
}

/// Says beside the list of formats what the chosen one leaves out.
pub(super) fn tell_of_format(name: &str) -> Reply {
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

/// Takes in an annotation file: places its annotations on the open article, lists what does not fit.
pub(super) fn import(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    match decode(bytes) {
        Ok(text) if state.session.is_some() => match read_set(name, &text) {
            Ok(imported) => place(state, &imported),
            Err(refusal) => refusal,
        },
        Ok(text) => open_set(state, name, &text),
        Err(error) => Reply::failed("file", format!("{name}: {error}")),
    }
}

/// Opens the article that an annotation file carries, with its annotations and no suggestions beside them.
fn open_set(state: &mut State, name: &str, file: &str) -> Reply {
    let imported = match read_set(name, file) {
        Ok(imported) => imported,
        Err(refusal) => return refusal,
    };
    let Some(text) = &imported.text else {
        let advice = strings::SET_WITHOUT_TEXT;
        return Reply::failed("file", format!("{name}: {advice}"));
    };
    let document = Document::from_text_with(text, imported.meta.clone());
    let reply = show_as(state, document, Session::bare);
    if reply.error.is_some() { reply } else { place(state, &imported).and_read() }
}

fn read_set(name: &str, file: &str) -> Result<Imported, Reply> {
    let by_name = || Format::by_ending(name.rsplit('.').next().unwrap_or(""));
    let format = format::identify(file).or_else(|error| by_name().ok_or(error));
    let read = format.and_then(|format| format::import_one(file, format));
    read.map_err(|error| Reply::failed("format", format!("{name}: {error}")))
}

fn place(state: &mut State, imported: &Imported) -> Reply {
    let Some(session) = &mut state.session else { return Reply::default() };
    let placed = format::place(imported, session.document());
    let (added, changed) = match session.add_imported(&placed.set) {
        Ok(done) => done,
        Err(error) => return Reply::failed("edit", error.to_string()),
    };
    let lost = placed.lost.iter().map(|annotation| Orphan {
        what: describe(&annotation.body).to_owned(),
        words: annotation.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" … "),
    });
    state.orphans = lost.collect();
    let told = [
        (placed.set.len() - added, strings::HERE_ALREADY),
        (state.orphans.len(), strings::N_NOT_FOUND),
        (imported.skipped.len(), strings::N_UNREADABLE),
    ];
    let mut said = strings::fill(strings::SAID_IMPORTED, &[&count(added, strings::ANNOTATIONS)]);
    for (n, what) in told.into_iter().filter(|(n, _)| 0 < *n) {
        said += &format!(", {n} {what}");
    }
    Reply { status: Some(said), ..state.changed(changed) }.and_close()
}
