//! Does without the service worker while Firefox has no room.
//!
//! On a full disk Firefox cannot start the service worker, nor read its files. After three loads of the page or of its
//! worker script that fail so, it unregisters the service worker and, if less than 400 MB of the site's quota are left,
//! deletes all that the site has stored: local storage, the database and the cached files. On a small disk that is always
//! so. (`ServiceWorkerRegistrationInfo::MaybeScheduleUpdate` and `QuotaUsageChecker` in Firefox's source.) If the page
//! itself has unregistered the service worker before, Firefox deletes nothing. The cached files stay, and the page opens
//! offline again as soon as something could be saved.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerUpdateViaCache,
};

use crate::web::pause::pause;

const SCRIPT: &str = "sw.js";
/// Between two looks whether the service worker has started.
const PAUSE: u32 = 1000; // milliseconds
/// A service worker fetches and stores the page's files before it starts.
const LONGEST_START: u32 = 60; // pauses
/// Each try costs a look at all of the page's files, and each comes after twice the pause. Then it is tried again when
/// the database has written once more.
const TRIES: u32 = 6;

/// Whether this visit has unregistered the service worker, and which of the two is wanted now.
#[derive(Clone, Debug, Default)]
pub(super) struct OfflineFiles {
    is_unregistered: Rc<Cell<bool>>,
    is_unwanted: Rc<Cell<bool>>,
    /// What is wanted may change while the browser does what was wanted before.
    is_busy: Rc<Cell<bool>>,
}

// Nothing waits for either: a page that does not open offline works all the same.
impl OfflineFiles {
    /// The database cannot be opened, or refuses a write. On a full disk Firefox gives many reasons for that, and the
    /// first one counts: two loads of three may have failed already.
    pub(super) fn do_without(&self) {
        self.is_unwanted.set(true);
        self.follow();
    }

    /// The database has written.
    pub(super) fn go_on(&self) {
        self.is_unwanted.set(false);
        if self.is_unregistered.get() {
            self.follow();
        }
    }

    /// Unregisters or registers until it is as wanted.
    fn follow(&self) {
        if self.is_busy.replace(true) {
            return;
        }
        let files = self.clone();
        spawn_local(async move {
            let mut failures = 0;
            while files.is_unwanted.get() != files.is_unregistered.get() {
                if files.is_unwanted.get() {
                    if !unregister().await {
                        break; // There is none, now or later.
                    }
                    files.is_unregistered.set(true);
                } else if register().await {
                    files.is_unregistered.set(false);
                } else {
                    failures += 1;
                    if failures == TRIES {
                        break;
                    }
                    pause(PAUSE << failures).await;
                }
            }
            files.is_busy.set(false);
        });
    }
}

/// `None` in other browsers, and where there are no service workers.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = gloo::utils::window().navigator();
    let is_firefox = navigator.user_agent().is_ok_and(|name| name.contains("Firefox/"));
    let has_one =
        js_sys::Reflect::get(&navigator, &"serviceWorker".into()).is_ok_and(|found| found.is_object());
    (is_firefox && has_one).then(|| navigator.service_worker())
}

/// Whether there was one, and is no more. There is none before the first visit has ended, nor in the single file.
async fn unregister() -> bool {
    let Some(registration) = registration().await else { return false };
    let Ok(answer) = registration.unregister() else { return false };
    JsFuture::from(answer).await.is_ok_and(|answer| answer.is_truthy())
}

/// Whether it has started. While there is little room, the browser may accept it and drop it before it starts.
async fn register() -> bool {
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let Some(container) = container() else { return false };
    if JsFuture::from(container.register_with_options(SCRIPT, &options)).await.is_err() {
        return false;
    }
    for _ in 0..LONGEST_START {
        match registration().await {
            Some(registration) if registration.active().is_some() => return true,
            Some(_) => pause(PAUSE).await,
            None => return false,
        }
    }
    false
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    JsFuture::from(container()?.get_registration()).await.ok()?.dyn_into().ok()
}
