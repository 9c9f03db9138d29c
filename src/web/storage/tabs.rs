//! Messages to and from other tabs of the page.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A tab that starts asks which others are open.
const HELLO: &str = "hello";
const HERE: &str = "here";
/// The journal has new steps.
const NEWS: &str = "news";
/// A back-up replaced the whole library.
const REPLACED: &str = "replaced";

pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    listener: Option<Closure<dyn FnMut(MessageEvent)>>,
}

/// What another tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TabMessage {
    /// It is open.
    Present,
    /// It has written steps to the journal.
    NewSteps,
    /// It has replaced the whole library.
    LibraryReplaced,
}

impl Tabs {
    /// Not listening yet. Without channels in the browser, no other tab is ever heard of.
    pub(super) fn new() -> Tabs {
        Tabs { channel: BroadcastChannel::new("pullquote").ok(), listener: None }
    }

    /// Listens from now on, and announces this tab.
    pub(super) fn listen(&mut self, mut receive: impl FnMut(TabMessage) + 'static) {
        let Some(channel) = self.channel.clone() else { return };
        let answering = channel.clone();
        let listener = Closure::new(move |event: MessageEvent| match event.data().as_string().as_deref() {
            Some(HELLO) => {
                answering.post_message(&HERE.into()).ok(); // The other tab may be closed already.
                receive(TabMessage::Present);
            }
            Some(HERE) => receive(TabMessage::Present),
            Some(NEWS) => receive(TabMessage::NewSteps),
            Some(REPLACED) => receive(TabMessage::LibraryReplaced),
            _ => {}
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listener = Some(listener);
        self.post(HELLO);
    }

    /// The journal has new steps.
    pub(super) fn announce_steps(&self) {
        self.post(NEWS);
    }

    /// The whole library is replaced.
    pub(super) fn announce_replacement(&self) {
        self.post(REPLACED);
    }

    fn post(&self, message: &str) {
        if let Some(channel) = &self.channel {
            channel.post_message(&message.into()).ok(); // No other tab may be open.
        }
    }
}
