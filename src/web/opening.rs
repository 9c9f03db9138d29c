//! What the buttons of the dialogs open: texts, files, annotation sets, back-ups.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, File, HtmlFormElement, HtmlInputElement};

use super::beside::{ReadingShown, WorkerAnswer, ask};
use super::coming_in::refusal;
use super::files::{FilePurpose, UnreadFile};
use super::following::{follow, read, read_text};
use super::hands::hands;
use super::modules::PageModule;
use super::page_handle::PageHandle;
use super::pause::{bytes_of, pause};
use super::reply::{FailureCode, Reply};
use super::session_texts::{ARTICLE_TEXT, NEWER_TEXT, html_of};
use super::state::State;
use super::{
    comparison, dialogs, dom, files, formats, guidelines, library, many_sets, queue, restoring, sources,
    status, word_list,
};
use crate::document::decode::decode;
use crate::page::export::is_guidelines_file;
use crate::strings;
use crate::view::wire::from_wire_name;

const ARTICLE_FILE: &str = "article-file";
const ARTICLE_FOLDER: &str = "article-folder";
const ANNOTATION_FILE: &str = "annotation-file";
const SOURCE_FILE: &str = "source-file";
const OTHER_SET: &str = "other-set";
const OTHER_SETS: &str = "other-sets";
const BACKUP_FILE: &str = "backup-file";
const WORDS_FILE: &str = "words-file";
const GUIDELINES_FILE: &str = "guidelines-file";

/// From so many bytes on, a reader would wonder whether anything happens.
const LONG: usize = 200_000;

/// How long the browser has to show a dialog, in milliseconds.
const SHOW: u32 = 50;

/// Does what a button or link of the frame stands for; gives whether it stands for anything.
pub(super) fn press(page: &PageHandle, id: &str) -> bool {
    match id {
        "annotate" => spawn_local(annotate(page.clone())),
        "compare" => spawn_local(compare(page.clone())),
        "download" => spawn_local(export(page.clone())),
        "licences" => spawn_local(show_licences()),
        "bookmarklet" => {
            // By keyboard it cannot be dragged.
            let address = dom::by_id(id).get_attribute("href").unwrap_or_default();
            follow(page, Reply { copy: Some(address), ..Reply::said(strings::BOOKMARKLET_COPIED) });
        }
        _ => return false,
    }
    true
}

/// Writes the open article, or those of the library, in the chosen format.
async fn export(page: PageHandle) {
    PageModule::Formats.load().await;
    follow(&page, page.call(|state| files::export(state, &dom::value_of("format"))));
}

async fn show_licences() {
    dialogs::close("keys-dialog");
    dialogs::show("licences-dialog");
    match JsFuture::from(hands().licences()).await {
        Ok(text) => dom::by_id("licences-text").set_text_content(text.as_string().as_deref()),
        Err(_) => dialogs::fail(strings::NO_LICENCES),
    }
}

/// Opens what stands in the dialog: its text, else its files.
pub(super) async fn annotate(page: PageHandle) {
    let text = dom::value_of(ARTICLE_TEXT);
    let files = [ARTICLE_FILE, ARTICLE_FOLDER].map(all_chosen).concat();
    let reply = if text.trim().is_empty() && !files.is_empty() {
        open_files(&page, files).await
    } else {
        let html = html_of(&text);
        let reply = page.call(|state| files::open_text(state, &text, &html));
        let is_long_text = html.is_empty() && LONG <= text.len();
        if is_long_text { read_text(&page, reply).await } else { read(&page, reply, None).await }
    };
    if (reply.close || reply.dialog.is_some())
        && let Some(form) = dom::find("#open-dialog form")
    {
        form.unchecked_into::<HtmlFormElement>().reset();
    }
    if reply.dialog.is_some() {
        dialogs::close("open-dialog");
    }
    follow(&page, reply);
}

/// Opens the pasted newer version.
async fn compare(page: PageHandle) {
    let text = dom::value_of(NEWER_TEXT);
    let reply = page.call(|state| files::open_newer(state, &text, &html_of(&text)));
    let reply = read(&page, reply, None).await;
    follow(&page, reply);
}

/// The reader has chosen files in the field with this id: an annotation file is imported at once, articles take the
/// place of what was pasted.
pub(super) fn choose(page: &PageHandle, id: &str) {
    match id {
        ANNOTATION_FILE => spawn_local(import(page.clone())),
        SOURCE_FILE => spawn_local(take_sources(page.clone())),
        OTHER_SET | OTHER_SETS => spawn_local(take_other_set(page.clone())),
        WORDS_FILE => spawn_local(take_json(page.clone(), WORDS_FILE, word_list::read_file)),
        GUIDELINES_FILE => spawn_local(take_json(page.clone(), GUIDELINES_FILE, guidelines::read_file)),
        ARTICLE_FILE | ARTICLE_FOLDER => dom::set_value(&dom::by_id(ARTICLE_TEXT), ""),
        _ => {}
    }
}

/// Takes the chosen files as sources of the open article. A check that is asked for meanwhile waits for them.
async fn take_sources(page: PageHandle) {
    page.state.borrow_mut().source_intake.begin();
    take_chosen(&page, SOURCE_FILE, FilePurpose::Source).await;
    follow(&page, page.call(sources::taken));
}

/// Takes the chosen file as another person's set of the open article; several, an archive and a file of several sets, as
/// sets of the library's articles.
async fn take_other_set(page: PageHandle) {
    let chosen = [OTHER_SET, OTHER_SETS].map(all_chosen).concat();
    let (sets, left_out) = texts_of(chosen).await;
    PageModule::Formats.load().await;
    let is_open = page.state.borrow().open.session.is_some();
    let several = match sets.as_slice() {
        [(_, text)] if left_out.is_empty() && is_open => has_several_sets(text),
        _ => true,
    };
    if several {
        follow(&page, page.call(|state| many_sets::begin(state, sets, left_out)));
    } else {
        for (name, text) in sets {
            let too_long = refusal(text.len());
            let begun = |state: &mut State| too_long.unwrap_or_else(|| comparison::read(state, &name, text));
            let reply = read(&page, page.call(begun), None).await;
            follow(&page, reply);
        }
    }
    [OTHER_SET, OTHER_SETS].iter().for_each(|field| dom::set_value(&dom::by_id(field), ""));
}

fn has_several_sets(text: &str) -> bool {
    let parts = formats::loaded().ok().and_then(|formats| Some(formats.split(text, formats.detect(text)?)));
    parts.is_some_and(|parts| 1 < parts.len())
}

/// The texts of files with their names, those of archives among them; and what cannot be read, with why.
async fn texts_of(files: Vec<File>) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let (mut texts, mut left_out) = (vec![], vec![]);
    for file in files {
        let (name, bytes) = (path_of(&file), bytes_of(&file).await);
        let mut parts = vec![(name.clone(), bytes)];
        if parts[0].1.starts_with(b"PK") {
            let asked = Array::of2(&"unpack".into(), &Uint8Array::from(parts[0].1.as_slice()));
            let answer = ask("readers", &asked, ReadingShown::AtOnce).await;
            dialogs::close(dialogs::READING);
            parts = match answer {
                Some(WorkerAnswer::Done(files)) => files_within(&name, &files),
                Some(WorkerAnswer::Failed(why)) if !why.is_empty() => {
                    left_out.push((name, why));
                    continue;
                }
                _ => {
                    left_out.push((name, strings::READERS_ARE_SERVED.to_owned()));
                    continue;
                }
            };
        }
        for (name, bytes) in parts.into_iter().filter(|(name, _)| !queue::is_left_out(name)) {
            match decode(&bytes) {
                Ok(text) => texts.push((name, text)),
                Err(_) if bytes.starts_with(b"PK") => {
                    left_out.push((name, strings::ARCHIVE_INSIDE.to_owned()));
                }
                Err(error) => left_out.push((name, error.to_string())),
            }
        }
    }
    // The guidelines of an archive are no set.
    texts.retain(|(name, _)| !is_guidelines_file(name));
    (texts, left_out)
}

/// The files of an archive that was unpacked.
fn files_within(archive: &str, files: &JsValue) -> Vec<(String, Vec<u8>)> {
    let part = |file: &JsValue, at| Reflect::get_u32(file, at).unwrap_or(JsValue::UNDEFINED);
    let files = js_sys::try_iter(files).ok().flatten().into_iter().flatten().filter_map(Result::ok);
    let named = files.map(|file| {
        let bytes = part(&file, 1).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        (format!("{archive}/{}", part(&file, 0).as_string().unwrap_or_default()), bytes)
    });
    named.collect()
}

async fn take_chosen(page: &PageHandle, field: &str, purpose: FilePurpose) {
    for file in all_chosen(field) {
        let reply = open_file(page, &file, purpose).await;
        let reply = read(page, reply, None).await;
        let reply = if reply.has_several {
            let problem = format!("{}: {}", file.name(), strings::SEVERAL_ARTICLES);
            Reply::failed(FailureCode::File, problem)
        } else {
            reply
        };
        follow(page, reply);
    }
    dom::set_value(&dom::by_id(field), "");
}

/// Takes the chosen file of the word list or of guidelines.
async fn take_json(page: PageHandle, field: &'static str, read: fn(String) -> Reply) {
    let Some(file) = chosen(field) else { return };
    // No such file is as large as an article may be.
    let reply = match refusal(file.size() as usize) {
        Some(refusal) => refusal,
        None => read(String::from_utf8_lossy(&bytes_of(&file).await).into_owned()),
    };
    follow(&page, page.call(|_| reply));
    dom::set_value(&dom::by_id(field), "");
}

/// Imports the chosen annotation file.
async fn import(page: PageHandle) {
    let Some(file) = chosen(ANNOTATION_FILE) else { return };
    let bytes = bytes_of(&file).await;
    PageModule::Formats.load().await;
    let reply = page.call(|state| files::import(state, &file.name(), &bytes));
    let reply = read(&page, reply, None).await;
    follow(&page, reply);
    dom::set_value(&dom::by_id(ANNOTATION_FILE), "");
}

/// Restores the chosen back-up: `mode` is `merge` or `replace`.
pub(super) async fn restore(page: PageHandle, mode: String) {
    let Some(mode) = from_wire_name(&mode) else { return };
    let file = chosen(BACKUP_FILE);
    let name = file.as_ref().map(File::name).unwrap_or_default();
    let reply = page.call(|state| restoring::begin(state, &name, mode));
    let reply = read(&page, reply, file).await;
    if reply.close {
        dom::set_value(&dom::by_id(BACKUP_FILE), "");
    }
    follow(&page, reply);
}

/// Opens files that were dropped on the page.
pub(super) async fn open_dropped(page: PageHandle, files: Vec<File>) {
    let reply = open_files(&page, files).await;
    follow(&page, reply);
}

/// Opens a file; several, or one with several articles, are read into the library.
async fn open_files(page: &PageHandle, files: Vec<File>) -> Reply {
    if let [file] = files.as_slice()
        && !dom::is_checked(queue::ASK_COLUMNS)
    {
        let reply = open_file(page, file, FilePurpose::Article).await;
        let reply = read(page, reply, Some(file.clone())).await;
        if !reply.has_several {
            return reply;
        }
    }
    let named = files.iter().map(|file| Array::of2(&path_of(file).into(), file));
    take_in(page, &named.collect())
}

/// The name of a file; in a folder, with the folder's.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// Reads many files into the library, which is shown.
pub(super) fn take_files(page: &PageHandle, files: &Array) {
    let reply = take_in(page, files);
    follow(page, reply);
}

fn take_in(page: &PageHandle, files: &Array) -> Reply {
    let reply = page.call(library::show);
    queue::add(&page.state, files);
    reply
}

async fn open_file(page: &PageHandle, file: &File, purpose: FilePurpose) -> Reply {
    let (name, size) = (file.name(), file.size() as usize);
    if let Some(refusal) = files::refusal_of_file(&name, size) {
        return page.call(|_| refusal);
    }
    let bytes = bytes_of(file).await;
    let reply = visibly(page, size, |state| files::open_file(state, &name, &bytes, purpose)).await;
    if reply.needs_reader { read_with_program(page, &name, &bytes, purpose).await } else { reply }
}

/// Word and PDF files have a program of their own, which the single file cannot load.
async fn read_with_program(page: &PageHandle, name: &str, bytes: &[u8], purpose: FilePurpose) -> Reply {
    let given = Array::of2(&"read".into(), &Uint8Array::from(bytes));
    let answer = ask("readers", &given, ReadingShown::AtOnce).await;
    dialogs::close(dialogs::READING);
    let article = match answer {
        Some(WorkerAnswer::Done(article)) => Ok(article.as_string().unwrap_or_default()),
        Some(WorkerAnswer::Failed(why)) if !why.is_empty() => Err(UnreadFile(why)),
        Some(_) if is_served() => Err(UnreadFile(strings::NO_READER.to_owned())),
        Some(_) => Err(UnreadFile(strings::READERS_ARE_SERVED.to_owned())),
        None => return Reply::said(strings::STOPPED_NOTHING_CHANGED),
    };
    page.call(|state| files::take_file(state, name, article, purpose))
}

/// Shows that something begins before it keeps the page busy.
async fn visibly(page: &PageHandle, size: usize, work: impl FnOnce(&mut State) -> Reply) -> Reply {
    if size < LONG {
        return page.call(work);
    }
    status::say(strings::READING);
    dialogs::show(dialogs::READING);
    pause(SHOW).await;
    if !dialogs::is_open(dialogs::READING) {
        return Reply::said(strings::STOPPED_NOTHING_CHANGED);
    }
    let reply = page.call(work);
    if reply.read.is_none() {
        dialogs::close(dialogs::READING);
        status::say("");
    }
    reply
}

/// The file that a reader has chosen.
fn chosen(id: &str) -> Option<File> {
    all_chosen(id).into_iter().next()
}

fn all_chosen(id: &str) -> Vec<File> {
    let files = dom::by_id(id).dyn_into::<HtmlInputElement>().ok().and_then(|input| input.files());
    let Some(files) = files else { return vec![] };
    (0..files.length()).filter_map(|n| files.get(n)).collect()
}

/// Files that a reader drops.
pub(super) fn dropped(transfer: &DataTransfer) -> Vec<File> {
    let Some(files) = transfer.files() else { return vec![] };
    (0..files.length()).filter_map(|n| files.get(n)).collect()
}

fn is_served() -> bool {
    dom::find("link[rel=manifest]").is_some()
}
