//! The sites whose pages the bookmarklet may not send, each with a button that allows it again.

use super::command::{Command, SiteCommand};
use super::controls::button;
use crate::strings;
use crate::view::Element;

/// The list; nothing where no site is refused.
pub(crate) fn render(origins: &[String]) -> Option<Element> {
    let item = |origin: &String| {
        let allow = button(strings::ALLOW_AGAIN, &Command::Site(SiteCommand::Allow(origin.clone())));
        Element::new("li")
            .child(Element::new("span").with("dir", "ltr").text(origin))
            .text(" ")
            .child(allow.with("aria-label", strings::fill(strings::ALLOW_SITE_AGAIN, &[origin])))
    };
    (!origins.is_empty()).then(|| {
        Element::new("details")
            .child(Element::new("summary").text(strings::REFUSED_SITES))
            .child(Element::new("ul").children(origins.iter().map(item)))
    })
}
