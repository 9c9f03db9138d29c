//! The page as a reader meets it: what can be clicked, typed, chosen, selected and seen.
//!
//! Each method waits until what it needs is there (ten seconds at most) and else fails the test with a message
//! that says what there was. A test also fails when the console has an error that it did not ask for.

use crate::chromium::{self, Chromium, Profile};
use crate::{find, keys, site};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::future::Future;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(20);

/// One browser with one page.
pub(crate) struct Page {
    runtime: Runtime,
    /// Nothing only while the browser is being started again.
    browser: Option<Chromium>,
    profile: Profile,
    /// Errors in the console that no test has asked for yet.
    errors: RefCell<Vec<String>>,
    /// The same of warnings, which fail no test.
    warnings: RefCell<Vec<String>>,
}

/// How a reader's screen is.
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) scheme: Scheme,
}

pub(crate) enum Scheme {
    Light,
    Dark,
}

impl View {
    pub(crate) const DESKTOP: View = View { width: 1280, height: 800, scheme: Scheme::Light };
    pub(crate) const DESKTOP_DARK: View = View { width: 1280, height: 800, scheme: Scheme::Dark };
    pub(crate) const PHONE: View = View { width: 390, height: 844, scheme: Scheme::Light };
}

/// Opens a new browser, which has never seen the page, at a path of the site (`""` is its first page).
#[track_caller]
pub(crate) fn open(path: &str) -> Page {
    open_address(&format!("{}{path}", site::shared().address))
}

/// Opens a new browser at any address.
#[track_caller]
pub(crate) fn open_address(address: &str) -> Page {
    open_with(Profile::new(), address)
}

/// The same at a path of the site, with what the browser keeps on another disk.
#[track_caller]
pub(crate) fn open_on(disk: &Path, path: &str) -> Page {
    open_with(Profile::new_in(disk), &format!("{}{path}", site::shared().address))
}

#[track_caller]
fn open_with(profile: Profile, address: &str) -> Page {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be made");
    let browser = Some(runtime.block_on(chromium::launch(&profile)));
    let page = Page { runtime, browser, profile, errors: RefCell::default(), warnings: RefCell::default() };
    page.go_to(address);
    page
}

/// Coming and going.
impl Page {
    #[track_caller]
    pub(crate) fn go_to(&self, address: &str) {
        self.collect_errors();
        let gone = self.wait(self.client().goto(address));
        gone.unwrap_or_else(|why| panic!("{address} was not opened: {why}"));
    }

    #[track_caller]
    pub(crate) fn reload(&self) {
        self.collect_errors();
        self.wait(self.client().refresh())
            .unwrap_or_else(|why| panic!("the page was not loaded again: {why}"));
    }

    /// Runs a script in every page from now on, before the page's own.
    pub(crate) fn before_load(&self, script: &str) {
        let source = json!({ "source": script });
        self.wait(chromium::devtools(self.client(), "Page.addScriptToEvaluateOnNewDocument", source));
    }

    /// The tab that is being looked at.
    pub(crate) fn tab(&self) -> WindowHandle {
        self.wait(self.client().window()).expect("there is a tab")
    }

    /// Goes on in another tab.
    #[track_caller]
    pub(crate) fn go_to_tab(&self, tab: &WindowHandle) {
        self.collect_errors();
        let gone = self.wait(self.client().switch_to_window(tab.clone()));
        gone.unwrap_or_else(|why| panic!("the tab cannot be looked at: {why}"));
    }

    /// Goes on in the one other tab, once it is there.
    #[track_caller]
    pub(crate) fn go_to_other_tab(&self) {
        let here = self.tab();
        let other = self.poll(|| {
            let all = self.wait(self.client().windows()).unwrap_or_default();
            all.into_iter().find(|tab| *tab != here)
        });
        self.go_to_tab(&other.expect("another tab was opened"));
    }

    pub(crate) fn address(&self) -> String {
        self.eval("return location.href").as_str().unwrap_or_default().to_owned()
    }

    /// Quits the browser, starts it again with all that it keeps, and goes back to the page.
    #[track_caller]
    pub(crate) fn quit_and_reopen(&mut self) {
        let address = self.address();
        self.close();
        self.reopen(&address);
    }

    /// Ends the browser without a chance to write anything, starts it again, and goes back to the page.
    #[track_caller]
    pub(crate) fn kill_and_reopen(&mut self) {
        let address = self.address();
        chromium::kill(&self.profile);
        self.browser = None;
        self.reopen(&address);
    }

    #[track_caller]
    fn reopen(&mut self, address: &str) {
        self.browser = Some(self.runtime.block_on(chromium::launch(&self.profile)));
        self.go_to(address);
    }

    fn close(&mut self) {
        if let Some(browser) = self.browser.take() {
            // A browser that is gone already needs no closing.
            let _ = self.runtime.block_on(browser.client.close());
        }
    }

    fn client(&self) -> &fantoccini::Client {
        &self.browser.as_ref().expect("the browser is only away within reopening").client
    }

    fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }
}

/// Acting.
impl Page {
    /// The element of this role and accessible name, once it is shown.
    #[track_caller]
    pub(crate) fn find(&self, role: &str, name: &str) -> Element {
        let mut others = Vec::new();
        let found = self.poll(|| match self.wait(find::by_role(self.client(), role, name)) {
            Ok(element) => Some(element),
            Err(names) => {
                others = names;
                None
            }
        });
        found.unwrap_or_else(|| panic!("no {role} named {name:?} came up; there are {others:?}"))
    }

    /// Whether an element of this role and name is shown now.
    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        self.wait(find::by_role(self.client(), role, name)).is_ok()
    }

    #[track_caller]
    pub(crate) fn click(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        self.wait(element.click()).unwrap_or_else(|why| panic!("{role} {name:?} cannot be clicked: {why}"));
    }

    /// Types into the text box of this label, key by key, after what is in it.
    #[track_caller]
    pub(crate) fn type_into(&self, label: &str, text: &str) {
        let element = self.find("textbox", label);
        self.wait(element.send_keys(text))
            .unwrap_or_else(|why| panic!("{label:?} cannot be typed in: {why}"));
    }

    /// Puts text into the text box of this label all at once, in place of what is in it: for whole articles.
    #[track_caller]
    pub(crate) fn fill(&self, label: &str, text: &str) {
        let element = self.find("textbox", label);
        let element = serde_json::to_value(element).expect("a reference to an element is plain JSON");
        let script = "const [box, text] = arguments; box.focus(); box.value = text; \
            box.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        let filled = self.wait(self.client().execute(script, vec![element, text.into()]));
        filled.unwrap_or_else(|why| panic!("{label:?} cannot be filled: {why}"));
    }

    /// Chooses a value of the list of this name.
    #[track_caller]
    pub(crate) fn select(&self, name: &str, value: &str) {
        let element = self.find("combobox", name);
        let chosen = self.wait(element.select_by_value(value));
        chosen.unwrap_or_else(|why| panic!("the list {name:?} has no value {value:?}: {why}"));
    }

    /// Chooses a file for the file input of this label.
    #[track_caller]
    pub(crate) fn choose_file(&self, label: &str, file: &Path) {
        // A reader's choice replaces what was chosen; the driver's is added where a field takes several files.
        self.eval(
            "document.querySelectorAll('[type=file][multiple]').forEach((field) => (field.value = ''))",
        );
        let input = self.poll(|| self.wait(find::file_input(self.client(), label)));
        let input = input.unwrap_or_else(|| panic!("there is no file input labelled {label:?}"));
        let chosen = self.wait(input.send_keys(&file.to_string_lossy()));
        chosen.unwrap_or_else(|why| panic!("{} cannot be chosen: {why}", file.display()));
    }

    /// Chooses several files for the file input of this label.
    #[track_caller]
    pub(crate) fn choose_files(&self, label: &str, files: &[std::path::PathBuf]) {
        let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        self.choose_file(label, Path::new(&names.join("\n")));
    }

    /// Presses keys where the focus is: `Enter`, `Control+Shift+z`, `?`.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) {
        let pressed = self.wait(self.client().perform_actions(keys::stroke(keys)));
        pressed.unwrap_or_else(|why| panic!("{keys} cannot be pressed: {why}"));
    }

    /// Types where the focus is.
    #[track_caller]
    pub(crate) fn write(&self, text: &str) {
        let typed = self.wait(self.client().perform_actions(keys::typing(text)));
        typed.unwrap_or_else(|why| panic!("{text:?} cannot be typed: {why}"));
    }

    /// Clicks on the first of these words of the article, wherever they first stand in it.
    #[track_caller]
    pub(crate) fn click_words(&self, words: &str) {
        let [x, y, ..] = self.ends_of(words);
        let click = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo { duration: Some(PAUSE), x: x + 1.0, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let clicked = self.wait(self.client().perform_actions(click));
        clicked.unwrap_or_else(|why| panic!("{words:?} cannot be clicked: {why}"));
    }

    /// Drops a file in the middle of the page.
    pub(crate) fn drop_file(&self, file: &Path) {
        self.drop_files(&[file.to_owned()]);
    }

    /// Drops files or folders in the middle of the page.
    pub(crate) fn drop_files(&self, files: &[std::path::PathBuf]) {
        for step in ["dragEnter", "dragOver", "drop"] {
            let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
            let event = json!({ "type": step, "x": 400, "y": 400, "data": data });
            self.wait(chromium::devtools(self.client(), "Input.dispatchDragEvent", event));
        }
    }

    /// Where the first and the last letter of these words stand in the window, once the article says them.
    #[track_caller]
    pub(crate) fn ends_of(&self, words: &str) -> [f64; 4] {
        let found = || self.wait(self.client().execute(include_str!("find_words.js"), vec![words.into()]));
        let ends = self.poll(|| found().ok().filter(|ends| !ends.is_null()));
        let ends = ends.unwrap_or_else(|| panic!("the article does not say {words:?}"));
        [0, 1, 2, 3].map(|at| ends[at].as_f64().unwrap_or_default())
    }

    /// Drags the mouse over these words of the article, wherever they first stand in it.
    #[track_caller]
    pub(crate) fn select_words(&self, words: &str) {
        let [x, y, end_x, end_y] = self.ends_of(words);
        let [middle_x, middle_y] = [(x + end_x) / 2.0, (y + end_y) / 2.0];
        let move_to = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(PAUSE), x, y };
        let drag = MouseActions::new("mouse".into())
            .then(move_to(x, y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to(middle_x, middle_y))
            .then(move_to(end_x, end_y))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let dragged = self.wait(self.client().perform_actions(drag));
        dragged.unwrap_or_else(|why| panic!("the mouse cannot be dragged over {words:?}: {why}"));
    }

    /// Drags the handle at one end of what is looked at (`start`, `end`) to the first of these words.
    #[track_caller]
    pub(crate) fn drag_handle(&self, edge: &str, words: &str) {
        // First: it may have to scroll there.
        let [x, y, ..] = self.ends_of(words);
        let script = "const box = document.querySelector(`.handle[data-edge=${arguments[0]}]`).getBoundingClientRect(); \
            return arguments[0] === 'start' ? [box.x + 6, box.top - 8] : [box.x - 6, box.bottom + 8]";
        let handle = self.wait(self.client().execute(script, vec![edge.into()]));
        let handle = handle.unwrap_or_else(|why| panic!("there is no handle at the {edge}: {why}"));
        let [from_x, from_y] = [0, 1].map(|at| handle[at].as_f64().unwrap_or_default());
        let move_to = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(PAUSE), x, y };
        let drag = MouseActions::new("mouse".into())
            .then(move_to(from_x, from_y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to((from_x + x) / 2.0, (from_y + y) / 2.0))
            .then(move_to(x, y))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.act(drag);
    }

    /// Does what a hand does.
    #[track_caller]
    pub(crate) fn act(&self, actions: impl Into<fantoccini::actions::Actions>) {
        let done = self.wait(self.client().perform_actions(actions));
        done.unwrap_or_else(|why| panic!("it cannot be done: {why}"));
    }

    /// Ends the service workers of all pages; the browser starts them again when it needs them.
    pub(crate) fn stop_workers(&self) {
        for command in ["ServiceWorker.enable", "ServiceWorker.stopAllWorkers"] {
            self.wait(chromium::devtools(self.client(), command, json!({})));
        }
    }

    /// Cuts the page off the network, or connects it again.
    pub(crate) fn set_network(&self, network: Network) {
        let offline = matches!(network, Network::Off);
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.wait(chromium::devtools(self.client(), "Network.emulateNetworkConditions", conditions));
    }
}

pub(crate) enum Network {
    On,
    Off,
}

/// Looking.
impl Page {
    /// What a script answers. It is the body of an async function: `return` gives the answer.
    #[track_caller]
    pub(crate) fn eval(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; (async () => {{ {script}\n }})().then(\
             (value) => done({{ value }}), (why) => done({{ why: String(why?.stack ?? why) }}))"
        );
        let answer = self.wait(self.client().execute_async(&script, Vec::new()));
        let mut answer = answer.unwrap_or_else(|why| panic!("the script failed: {why}\n{script}"));
        assert!(answer["why"].is_null(), "the script failed: {}", answer["why"]);
        answer["value"].take()
    }

    /// Waits until an expression of the page is true; `what` says in words what is waited for.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression})");
        let is_true =
            || self.wait(self.client().execute(&script, Vec::new())).is_ok_and(|value| value == true);
        if self.poll(|| is_true().then_some(())).is_none() {
            panic!("{PATIENCE:?} passed, and not yet: {what} ({expression})");
        }
    }

    /// Waits until the library is loaded and the page can be used.
    #[track_caller]
    pub(crate) fn wait_until_ready(&self) {
        self.wait_until("the page is ready", "document.documentElement.dataset.ready");
    }

    /// The text shown in the element of this role and name.
    #[track_caller]
    pub(crate) fn text_of(&self, role: &str, name: &str) -> String {
        let element = self.find(role, name);
        self.wait(element.text()).unwrap_or_else(|why| panic!("{role} {name:?} has no text: {why}"))
    }

    /// The text that is selected.
    pub(crate) fn selected_text(&self) -> String {
        self.eval("return String(getSelection())").as_str().unwrap_or_default().to_owned()
    }

    /// Waits for a downloaded file and gives what is in it. The file goes, so that the next of this name can come.
    #[track_caller]
    pub(crate) fn downloaded(&self, file: &str) -> Vec<u8> {
        let path = self.profile.downloads().join(file);
        // The browser makes an empty file first.
        let read = self.poll(|| std::fs::read(&path).ok().filter(|bytes| !bytes.is_empty()));
        let _it_may_not_have_come = std::fs::remove_file(&path);
        read.unwrap_or_else(|| {
            let there: Vec<_> =
                std::fs::read_dir(self.profile.downloads()).into_iter().flatten().flatten().collect();
            panic!(
                "no {file} was downloaded; there are {:?}",
                there.iter().map(|file| file.file_name()).collect::<Vec<_>>()
            )
        })
    }

    /// The errors in the console up to now, and forgets them: the test has asked for them.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        self.collect_errors();
        self.errors.take()
    }

    /// The same of warnings.
    pub(crate) fn take_warnings(&self) -> Vec<String> {
        self.collect_errors();
        self.warnings.take()
    }

    /// What assistive technology is told: role, name and properties of all that is shown.
    pub(crate) fn announced(&self) -> Vec<Announced> {
        let tree = self.wait(chromium::devtools(self.client(), "Accessibility.getFullAXTree", json!({})));
        let nodes = tree["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
        nodes.iter().filter(|node| node["ignored"] == false).map(Announced::new).collect()
    }

    /// A command of Chromium's own debugging protocol, and its answer.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.wait(chromium::devtools(self.client(), command, parameters))
    }

    fn collect_errors(&self) {
        let console = self.wait(chromium::console(self.client()));
        for (level, message) in console {
            match level.as_str() {
                "SEVERE" => self.errors.borrow_mut().push(message),
                "WARNING" => self.warnings.borrow_mut().push(message),
                _ => {}
            }
        }
    }

    /// Gives the page another screen.
    pub(crate) fn set_view(&self, view: &View) {
        let metrics = json!({
            "width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": false,
        });
        let scheme = match view.scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.wait(async {
            chromium::devtools(self.client(), "Emulation.setDeviceMetricsOverride", metrics).await;
            chromium::devtools(self.client(), "Emulation.setEmulatedMedia", media).await;
        });
    }

    /// Writes what is seen to `target/screenshots/NAME.png`.
    pub(crate) fn screenshot(&self, name: &str) {
        let folder = site::target().join("screenshots");
        let picture = self.wait(self.client().screenshot()).expect("a page that is shown can be drawn");
        std::fs::create_dir_all(&folder).expect("a folder can be made in the target folder");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("a file can be written there");
    }

    /// Tries until there is something, or patience is at its end.
    pub(crate) fn poll<T>(&self, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
        let start = Instant::now();
        loop {
            match attempt() {
                None if start.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                done => return done,
            }
        }
    }
}

/// One thing as it is announced.
#[derive(Debug)]
pub(crate) struct Announced {
    pub(crate) role: String,
    pub(crate) name: String,
    /// `selected`, `modal`, `disabled`, …
    pub(crate) properties: Vec<(String, Value)>,
}

impl Announced {
    fn new(node: &Value) -> Announced {
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let properties = node["properties"].as_array().map(Vec::as_slice).unwrap_or_default();
        let property =
            |p: &Value| (p["name"].as_str().unwrap_or_default().to_owned(), p["value"]["value"].clone());
        Announced {
            role: text(&node["role"]),
            name: text(&node["name"]),
            properties: properties.iter().map(property).collect(),
        }
    }
}

/// The end of a test: a failed one leaves a picture; a good one has left no error in the console.
impl Drop for Page {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
            self.report_failure(&test);
            self.close();
            return;
        }
        let errors = self.take_errors();
        self.close();
        assert!(errors.is_empty(), "the console has errors:\n{}", errors.join("\n"));
    }
}

impl Page {
    /// Nothing here may panic: the test is failing already, with a better message.
    fn report_failure(&self, test: &str) {
        let Some(browser) = &self.browser else { return };
        if let Ok(picture) = self.wait(browser.client.screenshot()) {
            let file = site::target().join("screenshots").join(format!("failed-{test}.png"));
            let _ = std::fs::create_dir_all(site::target().join("screenshots"));
            if std::fs::write(&file, picture).is_ok() {
                eprintln!("what the page looked like: {}", file.display());
            }
        }
        for error in self.errors.borrow().iter() {
            eprintln!("console: {error}");
        }
    }
}
