//! The other tabs of the page.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A tab that has just started asks who else is there.
const HELLO: &str = "hello";
const HERE: &str = "here";
/// There are new steps in the journal.
const NEWS: &str = "news";
/// Everything was replaced by a back-up.
const REPLACED: &str = "replaced";

pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    hears: Option<Closure<dyn FnMut(MessageEvent)>>,
}

/// What another tab has told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// That it is there.
    Presence,
    /// That it wrote to the journal.
    News,
    /// That the library is another now.
    Replaced,
}

impl Tabs {
    /// Nobody heard as yet; nobody ever, where the browser has no channels.
    pub(super) fn new() -> Tabs {
        Tabs { channel: BroadcastChannel::new("pullquote").ok(), hears: None }
    }

    /// Listens from now on, and makes itself known.
    pub(super) fn listen(&mut self, mut told: impl FnMut(Told) + 'static) {
        let Some(channel) = self.channel.clone() else { return };
        let answering = channel.clone();
        let hears = Closure::new(move |event: MessageEvent| match event.data().as_string().as_deref() {
            Some(HELLO) => {
                let _the_other_asks_once = answering.post_message(&HERE.into());
                told(Told::Presence);
            }
            Some(HERE) => told(Told::Presence),
            Some(NEWS) => told(Told::News),
            Some(REPLACED) => told(Told::Replaced),
            _ => {}
        });
        channel.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        self.hears = Some(hears);
        self.post(HELLO);
    }

    pub(super) fn tell_news(&self) {
        self.post(NEWS);
    }

    pub(super) fn tell_replaced(&self) {
        self.post(REPLACED);
    }

    fn post(&self, message: &str) {
        if let Some(channel) = &self.channel {
            let _nobody_may_be_there = channel.post_message(&message.into());
        }
    }
}
