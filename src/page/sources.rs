//! The dialog of an article's sources, and what they show of its quotations.

use super::command::{Command, FindingsFile, Navigation, SourcesCommand};
use super::controls::{bare_button, button};
use crate::annotation::{Annotation, ChangeKind, CheckedWords, FoundPassage, Outcome, SourceFinding};
use crate::session::Session;
use crate::sorting::Sorting as _;
use crate::store::StoredSource;
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{Element, Node, count, outcome_label};

/// The sources that are kept with the article.
pub(crate) fn kept(sources: &[StoredSource]) -> Option<Element> {
    let item = |(index, source): (usize, &StoredSource)| {
        let words = source.text().split_whitespace().count();
        let label = strings::fill(strings::REMOVE_SOURCE, &[&source.name]);
        let remove = button(strings::REMOVE, &Command::Sources(SourcesCommand::Remove(index)));
        Element::new("li")
            .child(Element::new("b").with("dir", "auto").text(&source.name))
            .child(Element::new("span").class("facts").text(count(words, strings::WORDS)))
            .child(remove.with("aria-label", label))
    };
    let list = Element::new("ul").class("sources").with("aria-label", strings::KEPT_SOURCES);
    (!sources.is_empty()).then(|| list.children(sources.iter().enumerate().map(item)))
}

/// What the sources show, with the files that say so.
pub(crate) fn results(session: &Session) -> Vec<Element> {
    let findings: Vec<(&Annotation, &SourceFinding)> = session.findings().collect();
    if findings.is_empty() {
        return vec![];
    }
    let counts = Outcome::ALL.into_iter().filter_map(|outcome| {
        let n = findings.iter().filter(|(_, finding)| finding.outcome == outcome).count();
        let badge = badge(outcome).text(format!(" {n}"));
        (0 < n).then_some(badge)
    });
    let items = findings.iter().map(|(annotation, finding)| item(session, annotation, finding));
    let list = Element::new("ul").class("findings").with("aria-label", strings::SOURCE_CHECK);
    vec![Element::new("p").class("outcomes").children(counts), list.children(items), files()]
}

fn files() -> Element {
    let file = |label, file| button(label, &Command::Sources(SourcesCommand::Export(file)));
    Element::new("div")
        .class("buttons")
        .with("role", "group")
        .with("aria-label", strings::SOURCE_REPORT)
        .child(file(strings::AS_CSV, FindingsFile::Csv))
        .child(file(strings::REPORT_HTML, FindingsFile::Html))
}

/// The outcome in a word. Its sign tells outcomes apart without colour.
fn badge(outcome: Outcome) -> Element {
    Element::new("span")
        .class("outcome")
        .with("data-outcome", wire_name(&outcome))
        .text(outcome_label(outcome))
}

/// A quotation: what came of it, its words as a button that leads to them, and the passages.
fn item(session: &Session, annotation: &Annotation, finding: &SourceFinding) -> Element {
    let words = bare_button(&Command::Navigate(Navigation::Show(annotation.id)));
    let quoted = wording(session, annotation, finding);
    described(session, annotation, finding)
        .child(words.class("quoted").with("title", strings::SHOW_IN_ARTICLE).child(quoted))
        .children(source_side(finding))
}

/// The same to be read elsewhere: nothing leads anywhere.
pub(super) fn plain_item(session: &Session, annotation: &Annotation, finding: &SourceFinding) -> Element {
    let quoted = wording(session, annotation, finding);
    described(session, annotation, finding)
        .child(Element::new("p").child(quoted))
        .children(source_side(finding))
}

fn described(session: &Session, annotation: &Annotation, finding: &SourceFinding) -> Element {
    let speaker = annotation.quote().and_then(|quote| quote.speaker.as_deref());
    let speaker = Element::new("b").with("dir", "auto").text(speaker.unwrap_or(strings::NO_SPEAKER));
    let line = Element::new("p").class("line").child(badge(finding.outcome)).text(" ").child(speaker);
    let is_old = session.finding_now(annotation).is_none();
    let old = is_old.then(|| Element::new("p").class("hint").text(strings::CHANGED_SINCE_CHECK));
    Element::new("li")
        .with("data-outcome", wire_name(&finding.outcome))
        .child(line)
        .child(Element::new("p").class("hint").text(explained(finding)))
        .children(old)
}

/// What the outcome means, and what sorts of changes there are.
fn explained(finding: &SourceFinding) -> String {
    let said = match finding.outcome {
        Outcome::Verbatim => strings::VERBATIM_HINT,
        Outcome::Altered => strings::ALTERED_HINT,
        Outcome::Assembled => strings::ASSEMBLED_HINT,
        Outcome::NotFound => strings::NOT_FOUND_HINT,
        Outcome::Passages if finding.passages.is_empty() => strings::NO_PASSAGES_HINT,
        Outcome::Passages => strings::PASSAGES_HINT,
        Outcome::OtherSpeaker => {
            let there = finding.passages.iter().find_map(|passage| passage.speaker.as_deref());
            return strings::fill(strings::OTHER_SPEAKER_HINT, &[&there.unwrap_or(strings::NO_SPEAKER)]);
        }
    };
    let mut kinds: Vec<ChangeKind> = changes(finding).map(|(_, kind)| kind).collect();
    kinds.order();
    kinds.dedup();
    let kinds: Vec<&str> = kinds.into_iter().map(change_label).collect();
    match finding.outcome {
        Outcome::Verbatim | Outcome::Altered if !kinds.is_empty() => format!("{said} {}.", kinds.join(", ")),
        _ => said.to_owned(),
    }
}

fn change_label(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Word => strings::CHANGE_WORD,
        ChangeKind::Mark => strings::CHANGE_MARK,
        ChangeKind::Case => strings::CHANGE_CASE,
        ChangeKind::Ellipsis => strings::CHANGE_ELLIPSIS,
        ChangeKind::Insertion => strings::CHANGE_INSERTION,
    }
}

/// What is changed, but for what writers may do without a sign.
fn changes(finding: &SourceFinding) -> impl Iterator<Item = (&CheckedWords, ChangeKind)> {
    let changed =
        |part: &'_ CheckedWords| part.change.as_ref().filter(|change| !change.is_permitted).map(|c| c.kind);
    finding.wording.iter().filter_map(move |part| Some((part, changed(part)?)))
}

/// The quotation's words: what only the source has is struck out, what only the article has is underlined.
pub(crate) fn wording(session: &Session, annotation: &Annotation, finding: &SourceFinding) -> Element {
    let words = Element::new("span").class("words").with("dir", "auto");
    if finding.wording.is_empty() {
        let document = session.document();
        let parts: Vec<&str> = annotation.spans.iter().map(|&span| document.slice(span)).collect();
        return words.text(parts.join(" […] "));
    }
    finding.wording.iter().fold(words, |words, part| match &part.change {
        Some(change) if !change.is_permitted => {
            let side = |tag: &'static str, text: &str| {
                let element = Element::new(tag).with("data-change", wire_name(&change.kind));
                (!text.is_empty()).then(|| element.text(text))
            };
            // Where the article has no words, nothing parts the source's from those before them.
            let gap = (part.words.is_empty() && !ends_blank(&words)).then_some(" ");
            words.children(gap).children(side("del", &change.source)).children(side("ins", &part.words))
        }
        _ => words.text(&part.words),
    })
}

/// Whether the words so far end with a blank, or have not begun.
fn ends_blank(words: &Element) -> bool {
    match words.children.last() {
        Some(Node::Text(text)) => text.ends_with(char::is_whitespace),
        Some(Node::Element(_)) => false,
        None => true,
    }
}

/// The passages, each with its source, who speaks there and when.
fn source_side(finding: &SourceFinding) -> Vec<Element> {
    finding.passages.iter().map(passage).collect()
}

fn passage(passage: &FoundPassage) -> Element {
    Element::new("blockquote")
        .class("passage")
        .with("dir", "auto")
        .child(Element::new("p").text(&passage.words))
        .child(Element::new("p").class("facts").text(facts(passage)))
}

/// Where a passage stands: the source, who speaks there, when.
fn facts(passage: &FoundPassage) -> String {
    let time = passage.time.as_deref().map(clock);
    let facts = [Some(passage.source.clone()), passage.speaker.clone(), time];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A stretch of a recording (`t=62,76.5`), as clocks show it: a turn may take minutes, and its words have no times.
fn clock(fragment: &str) -> String {
    let times = fragment.strip_prefix("t=").unwrap_or_default().split(',');
    let times: Option<Vec<String>> = times.map(|time| on_clock(time.parse().ok()?)).collect();
    times.map_or_else(|| fragment.to_owned(), |times| times.join("–"))
}

fn on_clock(time: f64) -> Option<String> {
    let seconds = (0.0..1e6).contains(&time).then_some(time as u32)?;
    Some(format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

/// What the card says of a quotation that was checked.
pub(crate) fn on_card(session: &Session, annotation: &Annotation) -> Option<Element> {
    let finding = annotation.finding.as_deref()?;
    let line = Element::new("p").class("checked");
    let again = button(strings::SOURCES, &Command::Sources(SourcesCommand::Show)).class("plain");
    let Some(now) = session.finding_now(annotation) else {
        let said = Element::new("span").text(strings::CHANGED_SINCE_CHECK);
        return Some(Element::new("div").class("check").child(line.child(said).text(" ").child(again)));
    };
    let of_source = now
        .passages
        .first()
        .map(|passage| Element::new("span").class("facts").with("dir", "auto").text(facts(passage)));
    let line = line.child(badge(finding.outcome)).text(" ").children(of_source).text(" ").child(again);
    let differs = changes(now).next().is_some() && now.outcome != Outcome::NotFound;
    let words = differs.then(|| Element::new("p").child(wording(session, annotation, now)));
    Some(Element::new("div").class("check").child(line).children(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_as_clocks_show_them() {
        assert_eq!(clock("t=62,76.5"), "0:01:02–0:01:16");
        assert_eq!(clock("t=3723.9"), "1:02:03");
        assert_eq!(clock("t=npt"), "t=npt");
    }
}
