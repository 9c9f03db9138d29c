//! The switch of the deep reading, what it costs, and how far a reading is.

use super::command::{Command, DeepCommand, Field};
use super::controls::button;
use crate::strings;
use crate::view::Element;

/// What the page shows of the deep reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeepView {
    pub is_on: bool,
    /// Whether the browser may have its files.
    pub has_files: bool,
    /// Whether the open article was read deeply during this visit.
    pub is_read: bool,
    /// How far the reading of the open article is, while it is read.
    pub stage: Option<DeepStage>,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DeepStage {
    Opening,
    /// Bytes of the model that have come, and all.
    Loading(f64, f64),
    /// Windows of the article that are read, and all.
    Reading(u32, u32),
}

/// The id of what says what the switch does.
const HINT: &str = "deep-hint";

/// The switch, and beside it what there is to say or to do.
pub(crate) fn render(view: &DeepView) -> Element {
    let switch = Element::new("input")
        .with("type", "checkbox")
        .with("role", "switch")
        .with("aria-describedby", HINT)
        .changes(&Field::DeepReading);
    let switch = if view.is_on { switch.with("checked", "") } else { switch };
    let label = Element::new("label").child(switch).text(format!(" {}", strings::DEEP_READING));
    let hint = |text: &str| Element::new("span").with("id", HINT).class("hint").text(text);
    let bar = Element::new("p").class("deep").child(label);
    match view.stage {
        Some(stage) => bar.child(hint(&said(stage))).child(progress(stage)).child(stop()),
        None if view.is_on && view.is_read => bar.child(hint(strings::DEEP_HINT_ON)),
        None if view.is_on => bar
            .child(hint(strings::DEEP_HINT_ON))
            .child(button(strings::DEEP_READ_NOW, &Command::Deep(DeepCommand::Read))),
        None if view.has_files => bar
            .child(hint(strings::DEEP_HINT))
            .child(button(strings::DEEP_REMOVE, &Command::Deep(DeepCommand::RemoveFiles))),
        None => bar.child(hint(strings::DEEP_HINT)),
    }
}

fn stop() -> Element {
    button(strings::STOP, &Command::Deep(DeepCommand::Stop))
}

fn progress(stage: DeepStage) -> Element {
    let bar = Element::new("progress").with("aria-label", strings::DEEP_READING);
    match stage {
        DeepStage::Opening => bar,
        DeepStage::Loading(done, all) => bar.with("max", all.to_string()).with("value", done.to_string()),
        DeepStage::Reading(done, all) => bar.with("max", all.to_string()).with("value", done.to_string()),
    }
}

fn said(stage: DeepStage) -> String {
    match stage {
        DeepStage::Opening => strings::DEEP_OPENING.to_owned(),
        DeepStage::Loading(done, all) => {
            let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
            strings::fill(strings::DEEP_LOADING, &[&megabytes(done), &megabytes(all)])
        }
        DeepStage::Reading(done, all) => {
            strings::fill(strings::DEEP_IS_READING, &[&(100 * u64::from(done) / u64::from(all.max(1)))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_reading_is_is_said_in_words() {
        assert_eq!(said(DeepStage::Loading(4_210_000.0, 15e6)), "Fetching the model: 4.2 of 15.0 MB");
        assert_eq!(said(DeepStage::Reading(1, 3)), "Deep reading: 33 %");
        assert_eq!(said(DeepStage::Reading(0, 0)), "Deep reading: 0 %");
    }

    #[test]
    fn what_can_be_done_depends_on_the_switch() {
        let shown = |view: DeepView| {
            let text = render(&view).to_string();
            ["checked=", strings::DEEP_READ_NOW, strings::DEEP_REMOVE, "<progress"]
                .map(|part| text.contains(part))
        };
        let view = DeepView::default();
        let on = DeepView { is_on: true, has_files: true, ..view.clone() };
        assert_eq!(shown(view.clone()), [false; 4]);
        assert_eq!(shown(DeepView { has_files: true, ..view }), [false, false, true, false]);
        assert_eq!(shown(on.clone()), [true, true, false, false]);
        assert_eq!(shown(DeepView { is_read: true, ..on.clone() }), [true, false, false, false]);
        assert_eq!(shown(DeepView { stage: Some(DeepStage::Opening), ..on }), [true, false, false, true]);
    }
}
