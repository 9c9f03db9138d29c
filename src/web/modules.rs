//! The modules beside the library that it calls itself: the parsers of pages and the formats of other tools. A visit begins
//! without them. A call that needs one gives nothing; who called loads the one that it lacked, and calls again.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::hands::hands;

/// A module of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageModule {
    /// `src/bin/pages`
    Pages,
    /// `src/bin/formats`
    Formats,
}

/// Why a module does nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum NoModule {
    /// It is to be loaded first.
    NotLoaded,
    /// It could not be loaded.
    Unavailable,
}

thread_local! {
    static MODULES: RefCell<[Result<JsValue, NoModule>; 2]> =
        const { RefCell::new([Err(NoModule::NotLoaded), Err(NoModule::NotLoaded)]) };
    /// How often each could not be loaded.
    static FAILURES: Cell<[u32; 2]> = const { Cell::new([0; 2]) };
    static LACKED: Cell<PageModule> = const { Cell::new(PageModule::Pages) };
}

impl PageModule {
    /// All of them: a call may lack each once.
    pub(super) const ALL: [PageModule; 2] = [PageModule::Pages, PageModule::Formats];

    /// The name by which scripts know it.
    fn name(self) -> &'static str {
        match self {
            PageModule::Pages => "pages",
            PageModule::Formats => "formats",
        }
    }

    fn index(self) -> usize {
        match self {
            PageModule::Pages => 0,
            PageModule::Formats => 1,
        }
    }

    /// The module, as what is to call it. One that could not be loaded is missed once; the next call asks for it again.
    pub(super) fn get<T: JsCast>(self) -> Result<T, NoModule> {
        let module = MODULES.with_borrow_mut(|modules| {
            let module = modules[self.index()].clone();
            if module.is_err() {
                modules[self.index()] = Err(NoModule::NotLoaded);
                LACKED.set(self);
            }
            module
        });
        module.map(JsCast::unchecked_into)
    }

    pub(super) fn is_loaded(self) -> bool {
        MODULES.with_borrow(|modules| modules[self.index()].is_ok())
    }

    /// Loads it into the page itself, unless it is there.
    pub(super) async fn load(self) {
        if !self.is_loaded() {
            let again = self.again();
            let loading = match self {
                PageModule::Pages => hands().pages(&again),
                PageModule::Formats => hands().formats(&again),
            };
            self.take(JsFuture::from(loading).await.ok());
        }
    }

    /// What is appended to the address of a module that could not be loaded: Firefox and WebKit remember that an address
    /// failed until the page is loaded anew. A fragment makes it another address to them, and the same file with the same
    /// hash to the service worker and the server.
    fn again(self) -> String {
        match FAILURES.get()[self.index()] {
            0 => String::new(),
            n => format!("#again-{n}"),
        }
    }

    fn take(self, module: Option<JsValue>) {
        let module = module.filter(|module| !module.is_undefined()).ok_or(NoModule::Unavailable);
        if module.is_err() {
            let mut failures = FAILURES.get();
            failures[self.index()] += 1;
            FAILURES.set(failures);
        }
        MODULES.with_borrow_mut(|modules| modules[self.index()] = module);
    }
}

/// The name of the module that the last call lacked.
#[wasm_bindgen]
pub fn lacked_module() -> String {
    LACKED.get().name().to_owned()
}

/// Takes a module by its name, or nothing where it could not be loaded: then the next call that needs it is refused, and one
/// after that asks again.
#[wasm_bindgen]
pub fn take_module(name: &str, module: Option<js_sys::Object>) {
    if let Some(taken) = PageModule::ALL.into_iter().find(|module| module.name() == name) {
        taken.take(module.map(JsValue::from));
    }
}

/// Loads what the last call in the page lacked.
pub(super) async fn load_lacked() {
    LACKED.get().load().await;
}
