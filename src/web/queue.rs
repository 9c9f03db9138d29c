//! Reads many files in workers: starts and ends the workers, gives them files, takes their articles into the library.
//!
//! What is read next is decided by [`Queue`]; here its effects are carried out.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag};

use super::beside::{Helper, WorkerAnswer};
use super::intake::{self, IntakeRequest};
use super::modules::PageModule;
use super::pause::pause;
use super::queue_files::{self, KeptFile};
use super::reading_queue::ReadingQueue;
use super::restoring::set_positions;
use super::state::State;
use super::unnamed_tables::UnnamedTable;
use super::{columns, dialogs, dom, guidelines, library, modules, storage, tab_only};
use crate::format::ColumnsWish;
use crate::page::queue;
use crate::project::queue::{FileOutcome, QueueEffect, QueueEvent, QueuedFile};
use crate::store::{PreparedBackup, StoreError};
use crate::strings;

/// A worker that has not answered after so many milliseconds is ended: a PDF of 200 pages takes some 10 seconds.
const PATIENCE: u32 = 120_000;

/// How often the progress is drawn, in milliseconds.
const DRAW_EVERY: u32 = 200;

/// So many articles of one file get a place for their content at a time: thousands at once take a third of a second, in which
/// the page would do nothing else.
const AT_A_TIME: u32 = 64;

/// The box beside the files: the reader wants to say which column is which.
pub(super) const ASK_COLUMNS: &str = "ask-columns";

/// The type of the content of an article that was taken out of a file of several.
const PART: &str = "application/x-pullquote-article";

/// Reads the files that the reader has chosen: arrays of a name and a content.
pub(super) fn add(host: &Rc<RefCell<State>>, files: &Array) {
    let mut state = host.borrow_mut();
    let (added, refused) = files_of(&mut state.queue, files, "");
    if dom::is_checked(ASK_COLUMNS) {
        state.queue.to_ask.extend(added.iter().map(|file| file.key));
    }
    drop(state);
    tell(host, QueueEvent::Added(added));
    tell(host, QueueEvent::Refused(refused));
}

/// Goes on with what an earlier visit left.
pub(super) fn resume(host: &Rc<RefCell<State>>) {
    if tab_only::is_on() {
        return;
    }
    let host = Rc::clone(host);
    spawn_local(async move {
        let Ok(kept) = queue_files::kept().await else { return };
        let mut state = host.borrow_mut();
        let queue = &mut state.queue;
        // What was added meanwhile is kept, too, and at work already.
        let left: Vec<KeptFile> =
            kept.into_iter().filter(|kept| !queue.contents.contains_key(&kept.file.key)).collect();
        queue.contents.extend(left.iter().map(|kept| (kept.file.key, kept.content.clone())));
        drop(state);
        if !left.is_empty() {
            tell(&host, QueueEvent::Resumed(left.into_iter().map(|kept| kept.file).collect()));
        }
    });
}

/// What a script or a worker says of files: arrays of a name, a content (a file, bytes, or the JSON of an article), and
/// what is wrong with it. Those that are no articles of anybody are left out.
fn files_of(
    queue: &mut ReadingQueue,
    files: &Array,
    within: &str,
) -> (Vec<QueuedFile>, Vec<(String, String)>) {
    let (mut good, mut bad) = (vec![], vec![]);
    for entry in files.iter() {
        let part = |at| Reflect::get_u32(&entry, at).unwrap_or(JsValue::UNDEFINED);
        let name = part(0).as_string().unwrap_or_default();
        if is_left_out(&name) {
            continue;
        }
        let name = if within.is_empty() { name } else { format!("{within}/{name}") };
        match blob_of(part(1)) {
            Some(content) => good.push(queue.take_content(name, content)),
            None => bad.push((name, part(2).as_string().unwrap_or_else(|| strings::NOT_READ.to_owned()))),
        }
    }
    (good, bad)
}

/// What systems put beside a reader's files.
pub(super) fn is_left_out(name: &str) -> bool {
    let is_hidden =
        |part: &str| part.starts_with('.') || part == "__MACOSX" || part.eq_ignore_ascii_case("thumbs.db");
    name.split('/').any(is_hidden)
}

fn blob_of(content: JsValue) -> Option<Blob> {
    if let Ok(content) = content.clone().dyn_into::<Blob>() {
        return Some(content);
    }
    let options = BlobPropertyBag::new();
    if content.is_string() {
        options.set_type(PART);
        return Blob::new_with_str_sequence_and_options(&Array::of1(&content), &options).ok();
    }
    let bytes: Uint8Array = content.dyn_into().ok()?;
    Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).ok()
}

/// Does what the reader has asked for.
pub(super) fn do_asked(host: &Rc<RefCell<State>>) {
    let asked = host.borrow_mut().queue.take_asked();
    if let Some(event) = asked {
        tell(host, event);
    }
}

/// Tells the queue what happened, and does what it asks for.
fn tell(host: &Rc<RefCell<State>>, event: QueueEvent) {
    let effects = host.borrow_mut().queue.machine.step(event);
    for effect in effects {
        carry_out(host, effect);
    }
}

fn carry_out(host: &Rc<RefCell<State>>, effect: QueueEffect) {
    match effect {
        QueueEffect::Keep(files) => {
            let queue = &host.borrow().queue;
            let content = |file: &QueuedFile| queue.contents.get(&file.key).cloned();
            let kept = files.into_iter().filter_map(|file| Some(KeptFile { content: content(&file)?, file }));
            queue.files.keep(kept.collect());
        }
        QueueEffect::Forget(keys) => {
            let queue = &mut host.borrow_mut().queue;
            keys.iter().for_each(|key| drop(queue.contents.remove(key)));
            queue.read.extend(keys);
        }
        QueueEffect::Read { worker, file } => begin(host, worker, file),
        QueueEffect::Stop { worker } => host.borrow_mut().queue.workers[worker] = None,
        QueueEffect::Rest => host.borrow_mut().queue.workers.iter_mut().for_each(|worker| *worker = None),
        QueueEffect::Show => draw_soon(host),
        QueueEffect::Finished => finished(host),
    }
}

/// The request to read a file.
fn request_of(state: &mut State, worker: usize, file: &QueuedFile) -> Result<(String, Blob), StoreError> {
    let content = state.queue.contents.get(&file.key).cloned().ok_or(StoreError::Denied)?;
    // The journal has nothing of an article that is new.
    let position = state.saving.journal_sync.position("");
    let plan = state.saving.library.plan_addition(position)?;
    let words = state.words();
    let words = state.queue.news_for(worker, words);
    let columns = ColumnsWish { must_ask: state.queue.to_ask.contains(&file.key), ..columns::wish(state) };
    let request =
        IntakeRequest { name: file.name.clone(), is_part: content.type_() == PART, plan, words, columns };
    Ok((serde_json::to_string(&request).unwrap_or_default(), content))
}

/// Has a worker read a file.
fn begin(host: &Rc<RefCell<State>>, worker: usize, file: QueuedFile) {
    let key = file.key;
    if host.borrow().queue.workers[worker].is_none() {
        let started = start_worker(host, worker);
        let queue = &mut host.borrow_mut().queue;
        queue.workers[worker] = started;
        queue.told[worker] = None;
    }
    let request = request_of(&mut host.borrow_mut(), worker, &file);
    let (request, content) = match request {
        Ok(request) => request,
        Err(why) => {
            return later(host, QueueEvent::Answered { key, outcome: FileOutcome::Failed(why.to_string()) });
        }
    };
    let job = Object::new();
    for (name, value) in [("request", JsValue::from(&request)), ("file", content.clone().into())] {
        Reflect::set(&job, &name.into(), &value).ok(); // A new object takes a value.
    }
    match &host.borrow().queue.workers[worker] {
        Some(helper) => helper.post("takeIn", &job),
        None => return read_here(host, file, request, content),
    }
    let host = Rc::clone(host);
    Timeout::new(PATIENCE, move || tell(&host, QueueEvent::TimedOut { key })).forget();
}

/// Tells the queue something once it has ended what it is doing.
fn later(host: &Rc<RefCell<State>>, event: QueueEvent) {
    let host = Rc::clone(host);
    Timeout::new(0, move || tell(&host, event)).forget();
}

/// `None` in the single file, which has none.
fn start_worker(host: &Rc<RefCell<State>>, index: usize) -> Option<Helper> {
    let host = Rc::clone(host);
    Helper::start(move |answer| heard(&host, index, answer))
}

/// Without workers the page reads, a file at a time.
fn read_here(host: &Rc<RefCell<State>>, file: QueuedFile, request: String, content: Blob) {
    let host = Rc::clone(host);
    spawn_local(async move {
        pause(0).await;
        let bytes =
            JsFuture::from(content.array_buffer()).await.map(|bytes| Uint8Array::new(&bytes).to_vec());
        let answer = match bytes {
            Ok(bytes) => take_in_here(&request, &bytes).await,
            Err(_) => JsValue::UNDEFINED,
        };
        take_answer(&host, file.key, &answer);
    });
}

async fn take_in_here(request: &str, bytes: &[u8]) -> JsValue {
    for _ in PageModule::ALL {
        let answer = intake::take_in(request, bytes, "");
        if !answer.is_undefined() {
            return answer;
        }
        modules::load_lacked().await;
    }
    intake::take_in(request, bytes, "")
}

/// A worker has answered.
fn heard(host: &Rc<RefCell<State>>, worker: usize, answer: WorkerAnswer) {
    let Some(key) = host.borrow().queue.machine.file_of(worker) else { return };
    let outcome = match answer {
        WorkerAnswer::Progress(_) => return,
        WorkerAnswer::Done(answer) => return take_answer(host, key, &answer),
        WorkerAnswer::Failed(why) if !why.is_empty() => FileOutcome::Failed(why),
        WorkerAnswer::Failed(_) | WorkerAnswer::Broken => FileOutcome::Broken,
    };
    tell(host, QueueEvent::Answered { key, outcome });
}

fn take_answer(host: &Rc<RefCell<State>>, key: u64, answer: &JsValue) {
    let part = |name: &str| Reflect::get(answer, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(carried) = part("guidelines").as_string() {
        guidelines::adopt(&mut host.borrow_mut(), serde_json::from_str(&carried).ok(), String::new());
    }
    if let Ok(files) = part("files").dyn_into::<Array>() {
        return spawn_local(take_several(Rc::clone(host), key, files));
    }
    let outcome = if let Some(records) = part("records").as_string() {
        take_records(&mut host.borrow_mut(), &records)
    } else if let Some(head) = part("columns").as_string() {
        let State { queue, unnamed, .. } = &mut *host.borrow_mut();
        queue.to_ask.remove(&key);
        let name = queue.machine.name_of(key).unwrap_or_default().to_owned();
        unnamed.waiting.push(UnnamedTable::new(key, name, head));
        FileOutcome::AsksColumns
    } else if let Some(problem) = part("problem").as_string() {
        FileOutcome::Failed(if problem.is_empty() { strings::FILE_GONE.to_owned() } else { problem })
    } else if part("reader").is_truthy() {
        FileOutcome::Failed(strings::READERS_ARE_SERVED.to_owned())
    } else if answer.is_undefined() {
        FileOutcome::Failed(strings::FILE_GONE.to_owned())
    } else {
        FileOutcome::Broken
    };
    let asks = outcome == FileOutcome::AsksColumns;
    tell(host, QueueEvent::Answered { key, outcome });
    if asks && library::is_shown() && !dialogs::is_open(columns::DIALOG) {
        ask_columns(host);
    }
    storage::write_pending(host);
}

/// Takes what is in an archive or a table, some at a time. Its worker waits meanwhile.
async fn take_several(host: Rc<RefCell<State>>, key: u64, files: Array) {
    let name = host.borrow().queue.machine.name_of(key).unwrap_or_default().to_owned();
    // Parts of a table name it themselves.
    let is_archive =
        files.iter().any(|file| Reflect::get_u32(&file, 1).is_ok_and(|content| content.is_object()));
    let within = if is_archive { name } else { String::new() };
    let (mut good, mut bad) = (vec![], vec![]);
    for start in (0..files.length()).step_by(AT_A_TIME as usize) {
        if 0 < start {
            pause(0).await;
        }
        let some = files.slice(start, start + AT_A_TIME);
        let (read, refused) = files_of(&mut host.borrow_mut().queue, &some, &within);
        good.extend(read);
        bad.extend(refused);
    }
    if host.borrow().queue.machine.name_of(key).is_none() {
        // The reader has had enough.
        let contents = &mut host.borrow_mut().queue.contents;
        return good.iter().for_each(|file| drop(contents.remove(&file.key)));
    }
    tell(&host, QueueEvent::Answered { key, outcome: FileOutcome::Several(good) });
    if !bad.is_empty() {
        tell(&host, QueueEvent::Refused(bad));
    }
    storage::write_pending(&host);
}

/// Shows the dialog of the columns over the library; elsewhere the reader is not interrupted.
fn ask_columns(host: &Rc<RefCell<State>>) {
    let host = Rc::clone(host);
    spawn_local(async move {
        PageModule::Formats.load().await;
        let reply = columns::show(&mut host.borrow_mut());
        if reply.dialog.is_some() && library::is_shown() {
            dialogs::show(columns::DIALOG);
        }
    });
}

/// Takes the records of an article into the library.
fn take_records(state: &mut State, records: &str) -> FileOutcome {
    let Ok(mut prepared) = serde_json::from_str::<PreparedBackup>(records) else {
        return FileOutcome::Broken;
    };
    if state.saving.is_superseded {
        return FileOutcome::Failed(StoreError::ChangedMeanwhile.to_string());
    }
    set_positions(state, &mut prepared);
    match state.saving.library.write_prepared(&prepared) {
        Ok(()) => {
            let ids = prepared.articles.into_iter().map(|article| article.id);
            state.drawn.shelf.newcomers.extend(ids);
            FileOutcome::Added
        }
        Err(StoreError::ChangedMeanwhile) => FileOutcome::Known,
        Err(error) => FileOutcome::Failed(error.to_string()),
    }
}

/// Draws the progress, not more often than is of use.
fn draw_soon(host: &Rc<RefCell<State>>) {
    if std::mem::replace(&mut host.borrow_mut().queue.is_drawing, true) {
        return;
    }
    let host = Rc::clone(host);
    Timeout::new(DRAW_EVERY, move || {
        let state = &mut host.borrow_mut();
        state.queue.is_drawing = false;
        library::draw_queue(state);
    })
    .forget();
}

fn finished(host: &Rc<RefCell<State>>) {
    let state = &mut host.borrow_mut();
    let said = queue::said(state.queue.machine.progress());
    dom::by_id("status").set_text_content(Some(&said));
    library::draw_queue(state);
}
