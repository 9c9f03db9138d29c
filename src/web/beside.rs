//! Workers: what is done beside the page, and can be stopped. `www/worker.js` has the tasks.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

use super::dialogs;
use super::hands::hands;
use super::pause::promise;

/// What a worker says.
pub(super) enum WorkerAnswer {
    /// How far it is.
    Progress(JsValue),
    Done(JsValue),
    /// Why the task failed.
    Failed(String),
    /// The worker cannot be loaded, or gave up.
    Broken,
}

/// The workers that go on while the page is used.
#[derive(Default)]
pub(super) struct Helpers {
    pub analysis: Option<Helper>,
    pub comparison: Option<Helper>,
    /// Checks sources, compares sets, counts who speaks.
    pub project: Option<Helper>,
    /// Stays for the next article, for a while.
    pub deep: Option<Helper>,
    /// What the deep reading is at; empty: nothing.
    pub deep_request: String,
    /// Ends it.
    pub deep_timer: Option<Timeout>,
}

/// A worker. Dropped, it ends.
pub(super) struct Helper {
    worker: Worker,
    _hears: Closure<dyn FnMut(MessageEvent)>,
    _breaks: Closure<dyn FnMut(Event)>,
}

impl Helper {
    /// `None` where the page cannot have one.
    pub(super) fn start(hear: impl Fn(WorkerAnswer) + 'static) -> Option<Helper> {
        let worker = SPARE.take().or_else(|| hands().start_worker())?;
        let hear = Rc::new(hear);
        let also = Rc::clone(&hear);
        let hears = Closure::new(move |event: MessageEvent| hear(said(&event.data())));
        let breaks = Closure::new(move |event: Event| {
            event.prevent_default();
            also(WorkerAnswer::Broken);
        });
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onerror(Some(breaks.as_ref().unchecked_ref()));
        Some(Helper { worker, _hears: hears, _breaks: breaks })
    }

    /// Lets it wait for its next task, with all that it has loaded.
    fn rest(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        SPARE.set(Some(self.worker.clone()));
    }

    /// Gives it a task of `www/worker.js`.
    pub(super) fn post(&self, task: &str, job: &JsValue) {
        // Texts and files can always be sent.
        self.worker.post_message(&js_sys::Array::of2(&task.into(), job)).ok();
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        if SPARE.with_borrow(|spare| spare.as_ref() == Some(&self.worker)) {
            return;
        }
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

thread_local! {
    /// A worker that has no task, and has loaded the library or is about to.
    static SPARE: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Has a worker load the library: a task is about to come.
pub(super) fn prepare() {
    if SPARE.with_borrow(Option::is_some) {
        return;
    }
    if let Some(worker) = hands().start_worker() {
        worker.post_message(&js_sys::Array::of1(&"load".into())).ok(); // A text can always be sent.
        SPARE.set(Some(worker));
    }
}

/// A message of `www/worker.js`: what it is about, and its value.
fn said(message: &JsValue) -> WorkerAnswer {
    let parts: js_sys::Array = message.clone().unchecked_into();
    let value = parts.get(1);
    match parts.get(0).as_string().as_deref() {
        Some("done") => WorkerAnswer::Done(value),
        Some("failed") => WorkerAnswer::Failed(value.as_string().unwrap_or_default()),
        _ => WorkerAnswer::Progress(value),
    }
}

/// When the dialog of a reading comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadingShown {
    AtOnce,
    /// Where it takes long enough to be asked about. Another dialog stands over the page meanwhile.
    WhereItTakesLong,
}

/// What is read within this time, in milliseconds, needs no dialog that says so: to show it lays out the long text in the
/// dialog below.
const UNSAID: u32 = 200;

/// What a worker answers while a dialog stands over the page; `None` where the reader stops it.
pub(super) async fn ask(task: &str, job: &JsValue, shown: ReadingShown) -> Option<WorkerAnswer> {
    let answer = Rc::new(RefCell::new(None));
    let (answered, tell) = promise();
    let dialog = (shown == ReadingShown::WhereItTakesLong)
        .then(|| Timeout::new(UNSAID, || dialogs::show(dialogs::READING)));
    if dialog.is_none() {
        dialogs::show(dialogs::READING);
    }
    dialogs::when_stopped(Some(tell.clone()));
    let heard = Rc::clone(&answer);
    let helper = Helper::start(move |said| {
        heard.replace(Some(said));
        tell.call0(&JsValue::NULL).ok(); // It is never refused.
    });
    let Some(helper) = helper else { return Some(WorkerAnswer::Broken) };
    helper.post(task, job);
    JsFuture::from(answered).await.ok(); // It is never refused.
    drop(dialog); // What is read needs none.
    dialogs::when_stopped(None);
    let answer = answer.take();
    if matches!(answer, Some(WorkerAnswer::Done(_))) {
        helper.rest();
    }
    answer
}
