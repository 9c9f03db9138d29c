//! Does what is left after a call: says something, shows a dialog, downloads, gives work to workers.

use gloo::timers::callback::Timeout;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CacheStorage, File};

use super::beside::{Helper, Helpers, ReadingShown, WorkerAnswer, ask, prepare};
use super::download::download;
use super::hands::hands;
use super::modules::PageModule;
use super::page_handle::PageHandle;
use super::pause::{bytes_of, pause};
use super::reply::Reply;
use super::state::State;
use super::{
    analysis, deep, dialogs, dom, draw, files, modules, programs, project_taken, requests, restoring, status,
    versions,
};
use crate::page::command::Dialog;
use crate::strings;
use crate::view::wire::wire_name;

/// After which time the worker of the deep reading ends, in milliseconds: the next article may come before.
const DEEP_IDLE: u32 = 60_000;

/// How long the browser has to paint before something keeps the page busy, in milliseconds.
const PAINT: u32 = 50;

/// The cache of the deep reading's files, which the service worker fills.
const DEEP_CACHE: &str = "pullquote-deep-reading";

/// Does what a reply says; gives whether the call was understood.
pub(super) fn follow(page: &PageHandle, reply: Reply) -> bool {
    if reply.close {
        dialogs::close_answered();
        if !dom::has_focus() {
            draw::refocus(&page.state.borrow());
        }
    }
    if let Some(said) = &reply.status {
        status::say(said);
    }
    if let Some(error) = &reply.error {
        dialogs::fail(&error.message);
    }
    if reply.focus_article {
        dom::focus_in_place(&dom::article());
    }
    if let Some(dialog) = &reply.dialog {
        if *dialog == Dialog::Open {
            prepare();
        }
        dialogs::show(&wire_name(dialog));
    }
    if !reply.keeps_toolbar {
        dom::set_attribute(&dom::by_id("marker"), "hidden", Some(""));
    }
    let is_understood = reply.handled;
    follow_later(page, reply);
    is_understood
}

/// What takes time.
fn follow_later(page: &PageHandle, mut reply: Reply) {
    if let Some(file) = reply.download.take() {
        download(file);
    }
    if reply.waits {
        let page = page.clone();
        spawn_local(async move {
            requests::wait(&page.state).await;
            follow(&page, page.go_on());
        });
    }
    if let Some(job) = &reply.analyse {
        ANALYSIS.begin(page, job);
    }
    if let Some(job) = &reply.compare {
        COMPARISON.begin(page, job);
    }
    if let Some(job) = &reply.project {
        PROJECT.begin(page, job);
    }
    if let Some(job) = &reply.check {
        Work { task: "check", ..PROJECT }.begin(page, job);
    }
    if let Some(request) = &reply.deep {
        spawn_local(read_deeply(page.clone(), request.clone()));
    }
    if reply.removes_deep_files {
        remove_deep_files(page);
    }
    if let Some(text) = &reply.copy {
        copy(text.clone());
    }
    if reply.read.is_some() {
        let page = page.clone();
        spawn_local(async move {
            let reply = read(&page, reply, None).await;
            follow(&page, reply);
        });
    }
}

fn copy(text: String) {
    spawn_local(async move {
        let copied = JsFuture::from(hands().copy(&text)).await;
        if !copied.is_ok_and(|copied| copied.is_truthy()) {
            dialogs::fail(strings::NO_COPYING);
        }
    });
}

/// What a worker does for the open article.
#[derive(Clone, Copy)]
struct Work {
    task: &'static str,
    /// What the task is given.
    job: fn(&str) -> JsValue,
    /// Where the worker is kept.
    helper: fn(&mut Helpers) -> &mut Option<Helper>,
    /// The same in the page, once it is painted.
    here: fn(&str) -> String,
    take: fn(&mut State, &str) -> Reply,
}

const ANALYSIS: Work = Work {
    task: "analyse",
    job: |job| job.into(),
    helper: |helpers| &mut helpers.analysis,
    here: programs::analyse,
    take: analysis::take_result,
};

const COMPARISON: Work = Work {
    task: "read",
    job: |job| reading_job(job, None),
    helper: |helpers| &mut helpers.comparison,
    here: |job| programs::read(job, &[]).unwrap_or_default(),
    take: versions::take_comparison,
};

const PROJECT: Work = Work {
    task: "project",
    job: |job| job.into(),
    helper: |helpers| &mut helpers.project,
    here: |_| String::new(),
    take: project_taken::take,
};

impl Work {
    /// Begins it; what was begun before ends. An empty job begins nothing.
    fn begin(self, page: &PageHandle, job: &str) {
        (self.helper)(&mut page.helpers.borrow_mut()).take();
        if job.is_empty() {
            return;
        }
        let (hearing, request) = (page.clone(), job.to_owned());
        let helper = Helper::start(move |answer| {
            (self.helper)(&mut hearing.helpers.borrow_mut()).take();
            match answer {
                WorkerAnswer::Done(found) => self.end(&hearing, &found.as_string().unwrap_or_default()),
                _ => self.do_here(&hearing, request.clone()),
            }
        });
        match &helper {
            Some(helper) => helper.post(self.task, &(self.job)(job)),
            None => self.do_here(page, job.to_owned()),
        }
        *(self.helper)(&mut page.helpers.borrow_mut()) = helper;
    }

    fn do_here(self, page: &PageHandle, job: String) {
        let page = page.clone();
        let work = move || self.end(&page, &(self.here)(&job));
        Timeout::new(PAINT, work).forget();
    }

    fn end(self, page: &PageHandle, found: &str) {
        follow(page, page.call_while_typing(|state| (self.take)(state, found)));
    }
}

/// Has an article read a second time, or ends that, where the request is empty.
async fn read_deeply(page: PageHandle, request: String) {
    {
        let mut helpers = page.helpers.borrow_mut();
        helpers.deep_timer = None;
        if !helpers.deep_request.is_empty() {
            helpers.deep = None; // It is at another article.
        }
        helpers.deep_request.clone_from(&request);
    }
    JsFuture::from(hands().kept()).await.ok(); // It is never refused.
    if request.is_empty() || page.helpers.borrow().deep_request != request {
        return;
    }
    if page.helpers.borrow().deep.is_none() {
        let hearing = page.clone();
        let helper = Helper::start(move |answer| hear_deep(&hearing, answer));
        page.helpers.borrow_mut().deep = helper;
    }
    if let Some(helper) = &page.helpers.borrow().deep {
        helper.post("deepen", &request.into());
    }
}

fn hear_deep(page: &PageHandle, answer: WorkerAnswer) {
    if !matches!(answer, WorkerAnswer::Progress(_)) {
        let mut helpers = page.helpers.borrow_mut();
        helpers.deep_request.clear();
        if matches!(answer, WorkerAnswer::Broken) {
            helpers.deep = None;
        }
        let idle = page.clone();
        let end = move || idle.helpers.borrow_mut().deep = None;
        helpers.deep_timer = Some(Timeout::new(DEEP_IDLE, end));
    }
    let reply = page.call_while_typing(|state| match answer {
        WorkerAnswer::Progress(stage) => deep::hear(state, &stage),
        WorkerAnswer::Done(result) => deep::take_result(state, &result.as_string().unwrap_or_default()),
        WorkerAnswer::Failed(why) => deep::give_up(state, &why),
        WorkerAnswer::Broken => deep::give_up(state, ""),
    });
    follow(page, reply);
}

fn remove_deep_files(page: &PageHandle) {
    page.helpers.borrow_mut().deep = None;
    let caches = Reflect::get(&gloo::utils::window(), &"caches".into()).ok().filter(JsValue::is_object);
    if let Some(caches) = caches {
        let removed = caches.unchecked_into::<CacheStorage>().delete(DEEP_CACHE);
        spawn_local(async move { drop(JsFuture::from(removed).await) });
    }
}

/// What a worker is given to read: a request, with the file that it may be in.
fn reading_job(request: &str, file: Option<File>) -> JsValue {
    let job = Object::new();
    for (name, value) in [("request", request.into()), ("file", file.into())] {
        Reflect::set(&job, &name.into(), &value).ok(); // A new object takes any value.
    }
    job.into()
}

/// The reply once what is long has been read, with the file that it may be in: beside the page, where the reader can stop
/// it.
pub(super) async fn read(page: &PageHandle, reply: Reply, file: Option<File>) -> Reply {
    read_with(page, reply, file, ReadingShown::AtOnce).await
}

/// The same of a text that stands in a dialog, which stays over the page.
pub(super) async fn read_text(page: &PageHandle, reply: Reply) -> Reply {
    read_with(page, reply, None, ReadingShown::WhereItTakesLong).await
}

async fn read_with(page: &PageHandle, mut reply: Reply, file: Option<File>, shown: ReadingShown) -> Reply {
    let Some(request) = reply.read.take() else { return reply };
    let job = reading_job(&request, file.clone());
    let result = match ask("read", &job, shown).await {
        Some(WorkerAnswer::Done(result)) => Some(result.as_string().unwrap_or_default()),
        Some(_) => read_here(&request, file).await,
        None => None,
    };
    status::say("");
    let next = match result {
        // To open what was read keeps the page busy: the dialog stays until that is done.
        Some(result) => restore_all(page, page.call(|state| files::take(state, &result))).await,
        None if reply.has_opened => Reply::said(strings::STOPPED_AS_OPENED),
        None => Reply::said(strings::STOPPED_NOTHING_CHANGED),
    };
    dialogs::close(dialogs::READING);
    next
}

/// Goes on a little at a time, until the reader closes the dialog.
async fn restore_all(page: &PageHandle, mut next: Reply) -> Reply {
    while next.waits {
        requests::wait(&page.state).await;
        next = if dialogs::is_open(dialogs::READING) { page.go_on() } else { page.call(restoring::stop) };
    }
    next
}

/// Where there is no worker, what is long keeps the page busy, which the dialog says.
async fn read_here(request: &str, file: Option<File>) -> Option<String> {
    if let Some(stop) = dom::find("#reading-dialog button") {
        dom::set_attribute(&stop, "hidden", Some(""));
    }
    dialogs::show(dialogs::READING);
    let bytes = match &file {
        Some(file) => bytes_of(file).await,
        None => vec![],
    };
    pause(PAINT).await;
    for _ in PageModule::ALL {
        if let read @ Some(_) = programs::read(request, &bytes) {
            return read;
        }
        modules::load_lacked().await;
    }
    programs::read(request, &bytes)
}
