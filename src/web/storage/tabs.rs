//! Messages to and from other tabs of the page.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::sync::TabMessage;

/// What each message is on the channel.
const WORDS: [(TabMessage, &str); 5] = [
    (TabMessage::Hello, "hello"),
    (TabMessage::Here, "here"),
    (TabMessage::NewSteps, "news"),
    (TabMessage::LibraryReplaced, "replaced"),
    (TabMessage::NewGuidelines, "guidelines"),
];

pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    listener: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl Tabs {
    /// Not listening yet. Without channels in the browser, no other tab is ever heard of.
    pub(super) fn new() -> Tabs {
        Tabs { channel: BroadcastChannel::new("pullquote").ok(), listener: None }
    }

    /// Listens from now on.
    pub(super) fn listen(&mut self, mut receive: impl FnMut(TabMessage) + 'static) {
        let Some(channel) = &self.channel else { return };
        let listener = Closure::new(move |event: MessageEvent| {
            let word = event.data().as_string();
            let message = WORDS.iter().find(|(_, known)| Some(*known) == word.as_deref());
            message.iter().for_each(|(message, _)| receive(*message));
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listener = Some(listener);
    }

    pub(super) fn post(&self, message: TabMessage) {
        let word = WORDS.iter().find(|(known, _)| *known == message);
        if let (Some(channel), Some((_, word))) = (&self.channel, word) {
            channel.post_message(&(*word).into()).ok(); // No other tab may be open.
        }
    }
}
