//! Opening articles; importing and exporting annotation sets.
//!
//! What comes in is read by `reading`, here or in a worker, and then opened.

use super::analysis::request_if_untouched;
use super::coming_in::{read_beside, refusal};
use super::open_article::{LONG, LONGEST, PastedText};
use super::reading::{self, ArticleText, MergedSet, NewerVersion, OpenWork, ReadRequest, ReadResult};
use super::reply::{Download, FailureCode, Reply, ReplyError};
use super::state::State;
use super::update::{changed, search};
use super::{
    columns, comparison, dom, draw, formats, guidelines, intake, library_export, library_import, restoring,
    set_aside, sources, versions, word_list,
};
use crate::document::decode::{DecodeError, FileKind, is_address};
use crate::document::{Document, MAX_BYTES};
use crate::edit::Edit;
use crate::format::{ColumnsWish, Format, file_text};
use crate::page::command::Dialog;
use crate::page::export::{self, carried_guidelines};
use crate::page::filter::Filter;
use crate::page::panel::Orphan;
use crate::session::{Changed, Session, VersionReport, is_little_shared};
use crate::store::{JournalPosition, StoredArticle};
use crate::strings;
use crate::view::{count, describe};

/// Opens an article from pasted text. `html` is what the clipboard had as HTML, or empty.
pub(super) fn open_text(state: &mut State, text: &str, html: &str) -> Reply {
    let request = || ReadRequest::Pasted { text: text.to_owned(), html: html.to_owned() };
    refusal_of_text(text).unwrap_or_else(|| begin(state, request()))
}

/// Opens a newer version of the open article. Where hardly anything is shared, asks first whether it is one.
pub(super) fn open_newer(state: &mut State, text: &str, html: &str) -> Reply {
    let Some(old) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let (older, set) = (ArticleText::of(old.document()), old.set().clone());
    let id_range = state.saving.journal_sync.id_range();
    state.open.pasted = Some(PastedText { text: text.to_owned(), html: html.to_owned(), read: None });
    let words = (*state.words()).clone();
    let request =
        || ReadRequest::Newer { text: text.to_owned(), html: html.to_owned(), older, set, id_range, words };
    refusal_of_text(text).unwrap_or_else(|| begin(state, request()))
}

/// Shows a newer version that was read, or asks whether it is one.
fn show_newer(state: &mut State, newer: Box<NewerVersion>) -> Reply {
    let Some(old) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    if newer.article.text() == old.document().text() {
        return Reply::failed(FailureCode::Same, strings::SAME_TEXT);
    }
    match &mut state.open.pasted {
        Some(pasted) if is_little_shared(newer.share) => {
            let said = strings::fill(strings::LITTLE_SHARED, &[&newer.share]);
            dom::by_id("foreign-share").set_text_content(Some(&said));
            pasted.read = Some(newer);
            Reply::dialog(Dialog::Foreign)
        }
        _ => take_as_newer(state, *newer),
    }
}

/// Takes the pasted text for a newer version though little is shared.
pub(super) fn open_pasted_as_newer(state: &mut State) -> Reply {
    match state.open.pasted.take().and_then(|pasted| pasted.read) {
        Some(newer) => take_as_newer(state, *newer),
        None => Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET),
    }
}

/// Opens the pasted text as an article of its own.
pub(super) fn open_pasted_separately(state: &mut State) -> Reply {
    match state.open.pasted.take() {
        Some(pasted) => open_text(state, &pasted.text, &pasted.html),
        None => Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET),
    }
}

/// One step carries the work on the old version over, and a dialog reports what became of its quotations. The old version
/// stays in the library as it is.
fn take_as_newer(state: &mut State, newer: NewerVersion) -> Reply {
    let Some(old) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let old = StoredArticle {
        document: old.document().clone(),
        set: old.set().clone(),
        history: old.history().clone(),
        journal_position: JournalPosition::default(),
    };
    let old_id = state.open.id().to_owned();
    let NewerVersion { article, found, carried, report, .. } = newer;
    let mut is_new = false;
    let opened = open_with(state, article.into_document(), |document| {
        is_new = true;
        Session::bare(document).with_suggestions(found)
    });
    if state.open.id() == old_id {
        return opened;
    }
    state.before_bulk();
    let id = state.open.id().to_owned();
    let linked = state.saving.library.link_older(&id, &old_id);
    let read = is_new.then_some((carried, report));
    if let Some(done) = carry_over(state, &old, read) {
        changed(state, done);
    }
    let said = state.open.report.as_ref().map_or(String::new(), crate::page::newer::said);
    draw::panel(state);
    draw::report(state);
    let error = linked.err().map(|error| ReplyError::not_saved(&error));
    Reply { status: Some(said), dialog: Some(Dialog::Report), error: opened.error.or(error), ..Reply::done() }
        .and_close()
}

/// Carries the work on an older version over into the open one, and compares both. `read` is what came of that where the
/// text was read; it holds only for an article in which nothing was done yet.
fn carry_over(
    state: &mut State,
    old: &StoredArticle,
    read: Option<(Vec<Edit>, VersionReport)>,
) -> Option<Changed> {
    let session = state.open.session.as_mut()?;
    if let Some((edits, report)) = read.filter(|_| session.history().next_undo().is_none())
        && let Ok(done) = session.take_carried(edits)
    {
        state.open.set_report(report);
        return Some(done);
    }
    let done = session.carry_over(&old.document, &old.set).ok();
    let answers = state.saving.library.version_answers(state.open.id());
    state.open.compare_with(old, &answers);
    done
}

/// Reads what comes in and opens it; what is long or must be parsed is left to a worker, whose result [`take`] takes.
fn begin(state: &mut State, request: ReadRequest) -> Reply {
    if request.len() < LONG && !request.is_for_a_worker() {
        let read = reading::read(request);
        return read.map_or_else(
            || Reply::failed(FailureCode::File, strings::NOT_READ),
            |read| open_read(state, read),
        );
    }
    read_beside(&request)
}

/// Opens what a worker has read.
pub(super) fn take(state: &mut State, result: &str) -> Reply {
    match serde_json::from_str(result) {
        Ok(result) => open_read(state, result),
        Err(_) => Reply::failed(FailureCode::File, strings::NOT_READ),
    }
}

fn open_read(state: &mut State, result: ReadResult) -> Reply {
    match result {
        ReadResult::Article(article) => show(state, article.into_document()),
        ReadResult::Newer(newer) => show_newer(state, newer),
        ReadResult::ArticleWithSet(article, name, file) => {
            let reply = open_with(state, article.into_document(), Session::bare);
            if reply.error.is_some() {
                return reply;
            }
            state.deep.leave_alone(); // Its annotations are those of the file.
            let merged = merge_set(state, name, file).and_close().and_read();
            Reply { has_opened: true, ..merged }
        }
        ReadResult::Set(set) => take_set(state, set),
        ReadResult::Compared(id, report) => versions::take_report(state, &id, report),
        ReadResult::Backup(name, mode, prepared) => restoring::take(state, &name, mode, prepared),
        ReadResult::Source(name, article) => sources::take(state, &name, article),
        ReadResult::OtherSet(id, theirs) => comparison::begin(state, &id, *theirs),
        ReadResult::Exported(format, text) => exported(state, format, text),
        ReadResult::Refused(error) => Reply { error: Some(error), ..Reply::done() },
        ReadResult::Sets { name, file, format, parts } => import_read(state, name, file, (format, parts)),
        ReadResult::Several => Reply { has_several: true, ..Reply::quiet() },
        ReadResult::UnnamedColumns(name, file, head) => columns::ask_of_import(state, name, file, head),
    }
}

fn refusal_of_text(text: &str) -> Option<Reply> {
    if text.trim().is_empty() {
        return Some(Reply::failed(FailureCode::Empty, strings::NO_TEXT_YET));
    }
    if is_address(text) {
        return Some(Reply::failed(FailureCode::Empty, strings::ADDRESS_ALONE));
    }
    refusal(text.len())
}

/// The reply to a file with too many bytes. Word and PDF files have pictures, which count for nothing;
/// archives and tables have several articles.
pub(super) fn refusal_of_file(name: &str, bytes: usize) -> Option<Reply> {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    let has_more =
        matches!(ending.as_str(), "pdf" | "docx" | "zip" | "csv" | "tsv" | "json" | "jsonl" | "ndjson");
    refusal(bytes).filter(|_| !has_more || MAX_BYTES < bytes)
}

/// What a file is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilePurpose {
    /// It is opened.
    Article,
    /// It becomes a source of the open article.
    Source,
}

impl FilePurpose {
    fn request(self, name: &str, request: ReadRequest) -> ReadRequest {
        match self {
            FilePurpose::Article => request,
            FilePurpose::Source => ReadRequest::Source(name.to_owned(), Box::new(request)),
        }
    }
}

/// Reads a file, by its name's ending and its content.
pub(super) fn open_file(state: &mut State, name: &str, bytes: &[u8], purpose: FilePurpose) -> Reply {
    if let Some(refusal) = refusal_of_file(name, bytes.len()) {
        return refusal;
    }
    match file_text(bytes) {
        Ok(text) if LONGEST < text.len() && intake::is_of_several(name) => {
            Reply { has_several: true, ..Reply::quiet() }
        }
        Ok(text) if LONGEST < text.len() => refusal(text.len()).unwrap_or_default(),
        Err(DecodeError::Kind(FileKind::Pdf | FileKind::Office)) => {
            Reply { needs_reader: true, ..Reply::quiet() }
        }
        Err(DecodeError::Kind(FileKind::Archive)) if bytes.starts_with(b"PK") => {
            Reply { has_several: true, ..Reply::quiet() }
        }
        Ok(text) => begin(state, purpose.request(name, ReadRequest::File { name: name.to_owned(), text })),
        Err(error) => Reply::failed(FailureCode::File, format!("{name}: {error}")),
    }
}

/// Why the reader of its kind has taken nothing out of a file.
pub(super) struct UnreadFile(pub String);

/// Takes what the reader of its kind has taken out of a file, or says why it has not.
pub(super) fn take_file(
    state: &mut State,
    name: &str,
    read: Result<String, UnreadFile>,
    purpose: FilePurpose,
) -> Reply {
    let article = match read {
        Ok(article) => article,
        Err(UnreadFile(problem)) => return Reply::failed(FailureCode::File, format!("{name}: {problem}")),
    };
    refusal(article.len()).unwrap_or_else(|| {
        begin(state, purpose.request(name, ReadRequest::Blocks { name: name.to_owned(), article }))
    })
}

/// Opens a page that another tab has sent, with the address that it came from.
pub(super) fn open_sent(state: &mut State, source: &str, url: &str) -> Reply {
    begin(state, ReadRequest::Sent { source: source.to_owned(), url: url.to_owned() })
}

pub(super) fn show(state: &mut State, document: Document) -> Reply {
    if document.text().len() < LONG {
        let words = state.words();
        return open_with(state, document, |document| Session::analyse_with(document, words));
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
fn open_with(state: &mut State, document: Document, begin: impl FnOnce(Document) -> Session) -> Reply {
    if document.paragraphs().is_empty() {
        return Reply::failed(FailureCode::Empty, strings::NO_ARTICLE_TEXT);
    }
    if let Err(error) = state.save() {
        return Reply::not_saved(&error);
    }
    let (known, saved) = state.open(document, begin);
    opened(state);
    if !known {
        state.deep.read_soon();
    }
    let found =
        state.open.session.as_ref().map_or(0, |s| s.set().in_order().filter(|a| a.quote().is_some()).count());
    let said = if known {
        strings::SAID_KNOWN.to_owned()
    } else {
        let said = strings::fill(strings::SAID_FOUND, &[&count(found, strings::QUOTATIONS)]);
        word_list::with_learned(state, said)
    };
    let failure = saved.err().or_else(|| state.saving.take_startup_error());
    let error = failure.map(|error| ReplyError::not_saved(&error));
    let error = error.or_else(|| set_aside::notice_of(state, state.open.id()));
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
            let reply = Reply::said(strings::SAID_OPENED).and_close().and_read();
            let error = state.saving.take_startup_error().as_ref().map(ReplyError::not_saved);
            Reply { error: error.or_else(|| set_aside::notice_of(state, id)), ..reply }
        }
        Ok(false) if has_work_alone(state, id) => Reply::failed(FailureCode::File, strings::TEXT_LOST_OF),
        Ok(false) => Reply::failed(FailureCode::Storage, strings::GONE_FROM_LIBRARY),
        Err(error) => Reply::not_saved(&error),
    }
}

fn has_work_alone(state: &State, id: &str) -> bool {
    state.saving.library.without_text().is_ok_and(|ids| ids.iter().any(|other| other == id))
}

/// Draws an article that was just opened, from its top.
fn opened(state: &mut State) {
    state.deep.leave_alone();
    state.open.is_analysing = false;
    draw::working(state);
    state.drawn.choice.filter = Filter::default();
    // The page is laid out once if it is scrolled before it changes, and nobody asks how far.
    dom::scroll_to(0.0);
    search(state);
    draw::everything(state);
    state.save_bookmark_at(0.0);
}

/// The annotation set of the open article, as a file. The formats are loaded, or could not be.
pub(super) fn export(state: &mut State, format: &str) -> Reply {
    if let Some(ids) = state.drawn.exported.clone() {
        return library_export::begin(state, format, ids);
    }
    let Some(session) = &state.open.session else {
        return Reply::failed(FailureCode::Empty, strings::OPEN_FIRST_STOP);
    };
    let format: Format = match format.parse() {
        Ok(format) => format,
        Err(error) => return Reply::failed(FailureCode::Format, format!("{error}")),
    };
    let (document, set, id) = (session.document(), session.set(), state.open.id());
    if LONG_EXPORT <= document.text().len() {
        let (article, set, id) = (ArticleText::of(document), set.clone(), id.to_owned());
        return begin(state, ReadRequest::Export { article, set, id, format });
    }
    let Ok(formats) = formats::loaded() else {
        return Reply::failed(FailureCode::File, strings::NO_FORMATS);
    };
    let text = formats.export(document, set, id, format);
    exported(state, format, text)
}

/// From this length on, in bytes, an article's set is written in a worker: a worker takes a second to start, and writing
/// the set of a shorter one takes less than a tenth of one.
const LONG_EXPORT: usize = 500_000;

/// Downloads a set that was written.
fn exported(state: &mut State, format: Format, text: String) -> Reply {
    let name = format.file_name(&state.open.title());
    let text = export::with_guidelines(text, format, &state.drawn.guidelines);
    state.in_no_file.remove(state.open.id());
    Reply::download(strings::EXPORTED, Download::set(name, format, text)).and_close()
}

/// The box beside the annotation file: the reader wants to say which column is which.
const ASK_COLUMNS: &str = "ask-quotation-columns";

/// Imports an annotation file: anchors its annotations in the open article, and lists what is not found there.
pub(super) fn import(state: &mut State, name: &str, bytes: &[u8]) -> Reply {
    let file = match file_text(bytes) {
        Ok(file) => file,
        Err(error) => return Reply::failed(FailureCode::File, format!("{name}: {error}")),
    };
    let columns = ColumnsWish { must_ask: dom::is_checked(ASK_COLUMNS), ..columns::wish(state) };
    begin(state, ReadRequest::SetsOfMany { name: name.to_owned(), file, columns })
}

/// Imports a file into the library where it has the sets of many articles, else into the open article; opens the article
/// that it carries where none is open.
fn import_read(
    state: &mut State,
    name: String,
    file: String,
    sets: (Option<Format>, Vec<(String, String)>),
) -> Reply {
    if let (Some(format), parts) = &sets
        && let Some(reply) = library_import::begin(state, *format, parts)
    {
        guidelines::adopt(state, carried_guidelines(&file), String::new());
        return reply;
    }
    if state.open.session.is_some() {
        merge_set(state, name, file)
    } else {
        begin(state, ReadRequest::SetWithArticle { name, file })
    }
}

/// Merges an annotation file into the open article.
fn merge_set(state: &mut State, name: String, file: String) -> Reply {
    let Some(session) = &state.open.session else { return Reply::default() };
    let open = OpenWork {
        id: state.open.id().to_owned(),
        article: ArticleText::of(session.document()),
        set: session.set().clone(),
        history: session.history().clone(),
        id_range: state.saving.journal_sync.id_range(),
    };
    begin(state, ReadRequest::Set { name, file, open })
}

/// Takes an imported set into the open article, as one step.
fn take_set(state: &mut State, set: MergedSet) -> Reply {
    if set.id != state.open.id() {
        return Reply::failed(FailureCode::File, strings::NOT_READ);
    }
    state.before_bulk();
    let Some(session) = &mut state.open.session else { return Reply::default() };
    let done = match session.take_merged(set.edits) {
        Ok(done) => done,
        Err(error) => return Reply::failed(FailureCode::Edit, error.to_string()),
    };
    let lost = set.lost.iter().map(|annotation| Orphan {
        what: describe(&annotation.body).to_owned(),
        words: annotation.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" … "),
    });
    state.open.orphans = lost.collect();
    let said = guidelines::adopt(state, set.guidelines, set.said);
    Reply { status: Some(said), ..changed(state, done) }.and_close()
}
