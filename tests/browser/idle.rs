//! Browsers that one test hands to the next: starting one costs more than most tests do. What the test before left is
//! taken away, and where that cannot be done, a browser is started anew.

use crate::chromium::{self, Chromium, Profile};
use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::json;
use std::sync::Mutex;
use tokio::runtime::Runtime;
use url::Url;

/// A browser with what it keeps, and what its client runs on.
pub(crate) struct Browser {
    pub(crate) runtime: Runtime,
    /// Nothing only while it is being started again.
    pub(crate) chromium: Option<Chromium>,
    pub(crate) profile: Profile,
}

static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// As many as tests that run at a time use; one more is ended.
const AT_MOST: usize = 4;

impl Browser {
    pub(crate) fn start(profile: Profile) -> Browser {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let mut browser =
            Browser { runtime: runtime.expect("a runtime can be made"), chromium: None, profile };
        browser.launch();
        browser
    }

    pub(crate) fn launch(&mut self) {
        self.chromium = Some(self.runtime.block_on(chromium::launch(&self.profile)));
    }

    /// One for which nothing of this address's origin has been stored, in a new tab: an idle one, else a new one.
    pub(crate) fn for_origin_of(address: &str) -> Browser {
        let origin = Url::parse(address).expect("tests open addresses").origin();
        // What files store cannot be told apart by their origin.
        while let Some(browser) = origin.is_tuple().then(take).flatten() {
            let Some(chromium) = &browser.chromium else { continue };
            let cleared = browser.runtime.block_on(clear(&chromium.client, &origin.ascii_serialization()));
            if cleared.is_ok_and(|clean| clean) && browser.profile.empty_downloads().is_ok() {
                return browser;
            }
        }
        Browser::start(Profile::new())
    }

    /// Keeps it for another test, or ends it.
    pub(crate) fn give_back(mut self) {
        let mut idle = IDLE.lock().expect("no test fails while it holds the list");
        if self.chromium.is_some() && self.profile.is_ordinary() && idle.len() < AT_MOST {
            idle.push(self);
        } else {
            drop(idle);
            self.close();
        }
    }

    pub(crate) fn close(&mut self) {
        if let Some(chromium) = self.chromium.take() {
            // A browser that is gone already needs no closing.
            let _ = self.runtime.block_on(chromium.client.close());
        }
    }
}

fn take() -> Option<Browser> {
    IDLE.lock().expect("no test fails while it holds the list").pop()
}

/// Whether a new tab is all that is open, and nothing of the origin is stored. Screens, networks and scripts that a test
/// has set went with its tab.
async fn clear(client: &Client, origin: &str) -> Result<bool, CmdError> {
    let new = client.new_window(true).await?.handle;
    for tab in client.windows().await? {
        if tab != new {
            client.switch_to_window(tab).await?;
            client.close_window().await?;
        }
    }
    client.switch_to_window(new.clone()).await?;
    chromium::devtools(client, "Browser.resetPermissions", json!({})).await;
    let all = json!({ "origin": origin, "storageTypes": "all" });
    chromium::devtools(client, "Storage.clearDataForOrigin", all).await;
    chromium::console(client).await;
    Ok(client.windows().await? == [new])
}
