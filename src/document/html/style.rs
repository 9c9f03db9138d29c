//! What an element's `style` says of how its text is shown: on lines of its own, in the line, not at all, with its
//! white space. Style sheets are not read.

use dom_query::Document;

use super::elements::is_block;

/// The attribute that holds styles while the article finder, which drops them, is at work.
const KEPT: &str = "data-pullquote-style";

/// How an element stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    None,
    Inline,
    Block,
    Cell,
}

/// What is said by the element itself; what is not said comes from its name, or from the elements around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InlineStyle {
    pub display: Option<Display>,
    pub keeps_space: Option<bool>,
}

/// Whether an attribute of this name holds the style of an element.
pub(super) fn holds_style(attribute: &str) -> bool {
    matches!(attribute, "style" | KEPT)
}

/// Reads declarations; of two that say different things the later holds.
pub(super) fn read(declarations: &str) -> InlineStyle {
    let mut style = InlineStyle::default();
    for (name, value) in declarations.split(';').filter_map(|declaration| declaration.split_once(':')) {
        let value = value.split('!').next().unwrap_or("").trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            // What is hidden otherwise stays hidden.
            "display" if style.display != Some(Display::None) => {
                style.display = display(&value).or(style.display);
            }
            "clip" | "clip-path" if clips_all(&value) => style.display = Some(Display::None),
            "visibility" if value == "hidden" => style.display = Some(Display::None),
            "white-space" | "white-space-collapse" => {
                style.keeps_space = keeps_space(&value).or(style.keeps_space);
            }
            _ => {}
        }
    }
    style
}

/// Whether nothing is left of the element: so is hidden what only screen readers are to see.
fn clips_all(value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let is_point = |length: &str| matches!(length, "0" | "0px" | "1px");
    let rect = value.strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')'));
    let inset = value.strip_prefix("inset(").and_then(|rest| rest.strip_suffix(')'));
    let all_points = |rect: &str| rect.contains(['0', '1']) && rect.split(',').all(is_point);
    rect.is_some_and(all_points) || matches!(inset, Some("50%" | "100%"))
}

fn display(value: &str) -> Option<Display> {
    match value {
        "none" => Some(Display::None),
        "table-cell" => Some(Display::Cell),
        "block" | "flow-root" | "list-item" | "flex" | "grid" | "-webkit-box" | "-webkit-flex" => {
            Some(Display::Block)
        }
        // A table's parts are on lines of their own, but for cells.
        value if value.starts_with("table") => Some(Display::Block),
        value
            if value.starts_with("inline") || value.starts_with("-webkit-inline") || value == "contents" =>
        {
            Some(Display::Inline)
        }
        _ => None,
    }
}

/// Whether line breaks in the source are shown. Blanks are folded wherever they are: they mean nothing to a reader.
fn keeps_space(value: &str) -> Option<bool> {
    match value {
        "normal" | "nowrap" | "collapse" | "initial" => Some(false),
        value if value.starts_with("pre") || value == "break-spaces" => Some(true),
        _ => None,
    }
}

/// Formatting that the article finder takes for blocks; what follows an empty line would be joined to what is before.
const FORMATTING: &str = "font, u, s, big, tt, strike, nobr, bdi, acronym";

/// Hides what says how text is shown from the article finder, which goes by names: styles where it leaves them alone,
/// and formatting as what it knows.
pub(super) fn prepare(page: &Document) {
    for element in page.select(FORMATTING).nodes() {
        element.rename("span");
    }
    for element in page.select("[style]").nodes() {
        let Some(given) = element.attr("style") else { continue };
        let style = read(&given);
        if style == InlineStyle::default() {
            continue;
        }
        element.set_attr(KEPT, &given);
        // It makes a paragraph of each `div` in a line.
        let holds_blocks =
            || element.descendants_it().any(|inner| inner.node_name().is_some_and(|n| is_block(&n)));
        if style.display == Some(Display::Inline) && element.has_name("div") && !holds_blocks() {
            element.rename("span");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(declarations: &str, display: Option<Display>, keeps_space: Option<bool>) {
        assert_eq!(read(declarations), InlineStyle { display, keeps_space }, "{declarations}");
    }

    #[test]
    fn declarations() {
        check("", None, None);
        check("color: red; DISPLAY : Block !important", Some(Display::Block), None);
        check("display:inline-block;white-space:pre-wrap", Some(Display::Inline), Some(true));
        check("white-space: nowrap; display: inherit", None, Some(false));
        check("display:table-cell", Some(Display::Cell), None);
        check("display:none;display:block", Some(Display::None), None);
        check("visibility:hidden", Some(Display::None), None);
        check("position:absolute;clip:rect(0, 0, 0, 0);width:1px", Some(Display::None), None);
        check("clip-path: inset(50%)", Some(Display::None), None);
        check("clip:rect(0,200px,100px,0);clip-path:inset(5% 20%)", None, None);
        check("background: url(display:none)", None, None);
        check("display;:;", None, None);
    }
}
