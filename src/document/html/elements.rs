//! What the elements of HTML are to their text, by their names alone.

use crate::document::parts::Role;

/// What is shown as nothing, or is no part of the text.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "noscript", "head", "svg", "iframe", "object", "embed", "video", "audio",
    "canvas", "select", "datalist", "textarea", "progress", "meter", "map",
];
/// What stands on lines of its own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Whether an element's text is no part of the page's text, or is shown as nothing.
pub(super) fn is_unseen(name: &str) -> bool {
    UNSEEN.contains(&name)
}

/// Whether an element stands on lines of its own, unless its style says otherwise.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Classes whose text only screen readers are to see, as the usual style sheets name them, without hyphens.
const SPOKEN: &[&str] = &[
    "sronly",
    "srtext",
    "visuallyhidden",
    "visuallyhide",
    "visualhidden",
    "visualhide",
    "hiddenvisually",
    "screenreader",
    "screenreadertext",
    "screenreaderonly",
    "screenreaders",
    "screenreadersonly",
    "onlyscreenreader",
    "a11yhidden",
    "a11ytext",
    "accessiblyhidden",
    "accessibilityhidden",
    "accessibilitytext",
    "assistivetext",
    "elementinvisible",
    "uaudiblehidden",
    "offscreen",
    "uvisuallyhidden",
];

/// Whether an element with these classes is hidden from all but screen readers.
pub(super) fn is_for_screen_readers(classes: &str) -> bool {
    classes.split_ascii_whitespace().any(|class| {
        let class: String = class.chars().filter(char::is_ascii_alphanumeric).collect();
        SPOKEN.contains(&class.to_ascii_lowercase().as_str())
    })
}

/// The role that an element gives its text by its name.
pub(super) fn role(name: &str) -> Option<Role> {
    match name {
        "h1" => Some(Role::Title),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Heading),
        "li" => Some(Role::ListItem),
        "figcaption" | "caption" => Some(Role::Caption),
        "blockquote" => Some(Role::BlockQuote),
        _ => None,
    }
}
