//! The card of the selected annotation: what it is, why the machine thinks so, and all that can be changed.

use super::tags;
use crate::annotation::{Annotation, Body, EntityKind, Origin, Quote, QuoteKind, Verdict, Why};
use crate::session::{Session, name_of};
use crate::view::Element;
use crate::view::{ENTITY_KINDS, describe, entity_kind, kind_of, quote_kind, verdict};

/// The card; with nothing selected, a hint and buttons that wait.
pub fn render(session: &Session) -> Element {
    let card = Element::new("section").class("card").with("aria-label", "Selected annotation");
    match session.selected() {
        None => card
            .child(Element::new("p").class("hint").text("Select a highlight to check or change it."))
            .child(buttons(None)),
        Some(annotation) => card
            .child(head(annotation))
            .child(words(session, annotation))
            .child(buttons(Some(annotation)))
            .children(fields(session, annotation))
            .child(extent(annotation))
            .children(parts(annotation))
            .children(copying(annotation))
            .child(why(session, annotation)),
    }
}

fn head(annotation: &Annotation) -> Element {
    let state = match annotation.origin {
        Origin::Machine { confidence, .. } if annotation.verdict == Verdict::Open => {
            format!("{} · {:.0} % sure", verdict(annotation.verdict), confidence * 100.0)
        }
        Origin::Machine { .. } => verdict(annotation.verdict).to_owned(),
        Origin::Reader => "Your own".to_owned(),
    };
    Element::new("p")
        .class("card-head")
        .child(
            Element::new("strong")
                .with("data-kind", kind_of(&annotation.body))
                .text(describe(&annotation.body)),
        )
        .child(Element::new("span").class("state").text(state))
}

/// Its first words; the article shows the rest.
fn words(session: &Session, annotation: &Annotation) -> Element {
    let parts = annotation.spans.iter().map(|&span| session.document().slice(span));
    let words = parts.collect::<Vec<_>>().join(" … ");
    Element::new("blockquote").with("dir", "auto").text(clip(&words, 240))
}

/// A text cut at a blank near `limit` characters.
pub(super) fn clip(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{} …", &text[..end])
}

fn buttons(annotation: Option<&Annotation>) -> Element {
    let id = annotation.map_or(String::new(), |a| a.id.to_string());
    let button = |label: &'static str, action, allowed: bool| {
        let button = Element::button(label, action, &id);
        if allowed { button } else { button.with("disabled", "") }
    };
    let is = |v| annotation.is_some_and(|a| a.verdict != v);
    let mut row = Element::new("div")
        .class("buttons")
        .child(button("Confirm", "confirm", is(Verdict::Confirmed)).class("primary"))
        .child(button("Reject", "reject", is(Verdict::Rejected)));
    if let Some(annotation) = annotation {
        row = row.child(button("Delete", "delete", true));
        if matches!(annotation.body, Body::Entity(_) | Body::Date(_) | Body::Note) {
            row = row.child(button("Mark all", "mark-all", true));
        }
    }
    row
}

fn fields(session: &Session, annotation: &Annotation) -> Vec<Element> {
    let id = annotation.id.to_string();
    let mut fields = vec![];
    match &annotation.body {
        Body::Quote(quote) => {
            fields.extend(speaker(session, annotation, quote));
            fields.push(select("Kind", "set-kind", &id, &quote_options(quote.kind)));
        }
        Body::Entity(entity) => {
            fields.push(input("Name", "set-name", &id, &entity.name));
            fields.extend(offer(session, annotation, &entity.name));
            fields.push(select("Kind", "set-kind", &id, &entity_options(entity.kind)));
        }
        Body::Date(timex) => fields.push(input("Value", "set-value", &id, &timex.value)),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    fields.extend(tag_field(session, annotation));
    let area =
        Element::new("textarea").with("data-change", "set-note").with("data-id", &id).with("rows", "2");
    fields.push(labelled("Comment", area.text(&annotation.note)));
    fields
}

fn speaker(session: &Session, annotation: &Annotation, quote: &Quote) -> Vec<Element> {
    let id = annotation.id.to_string();
    let name = quote.speaker.as_deref().unwrap_or("");
    let field = Element::new("input")
        .with("data-change", "set-speaker")
        .with("data-id", &id)
        .with("value", name)
        .with("list", "speaker-names")
        .with("autocomplete", "off");
    let names = Element::new("datalist").with("id", "speaker-names");
    let options = session.names().into_iter().map(|name| Element::new("option").with("value", name));
    let mut elements = vec![labelled("Speaker", field), names.children(options), likely(session, annotation)];
    elements.extend(offer(session, annotation, name));
    let described = |label: &str, part: Option<&Annotation>| {
        let words = part.map_or("–", |p| session.document().slice(p.spans.first()));
        Element::new("p")
            .class("part")
            .child(Element::new("span").text(label))
            .child(Element::new("q").with("dir", "auto").text(words))
    };
    elements.push(described("Said by", session.set().speaker_of(annotation.id)));
    elements.push(described("Cue", session.set().cue_of(annotation.id)));
    elements
}

/// The likeliest speakers, each with the digit that chooses it.
fn likely(session: &Session, annotation: &Annotation) -> Element {
    let id = annotation.id.to_string();
    let now = name_of(annotation);
    let buttons = session.likely_speakers(annotation).into_iter().zip(1..).map(|(name, digit)| {
        Element::new("button")
            .with("type", "button")
            .with("data-act", "set-speaker")
            .with("data-id", &id)
            .with("data-value", &name)
            .with("aria-pressed", (now == Some(&name)).to_string())
            .with("aria-keyshortcuts", digit.to_string())
            // The digits do the same: nine more stops for the Tab key would only be in the way.
            .with("tabindex", "-1")
            .child(Element::new("kbd").with("aria-hidden", "true").text(digit.to_string()))
            .child(Element::new("span").with("dir", "auto").text(name))
    });
    Element::new("div")
        .class("likely")
        .with("role", "group")
        .with("aria-label", "Likely speakers")
        .children(buttons)
}

/// What else goes by the same name, and a way to change it with this one; after a change, what had the old name.
fn offer(session: &Session, annotation: &Annotation, name: &str) -> Option<Element> {
    let id = annotation.id.to_string();
    let row = |text: String, label: &str| {
        let button = Element::button(label, "rename-dialog", &id);
        Element::new("p").class("offer").child(Element::new("span").text(text)).text(" ").child(button)
    };
    if let Some(offer) = session.offer().filter(|offer| offer.id == annotation.id) {
        return Some(row(
            format!("{} under “{}”.", count_others(offer.others), offer.from),
            "Change them too…",
        ));
    }
    let same = session.count_named(name);
    (!name.is_empty() && 1 < same)
        .then(|| row(format!("{} under this name.", count_others(same - 1)), "Rename or merge…"))
}

fn count_others(n: usize) -> String {
    if n == 1 { "1 more is".to_owned() } else { format!("{n} more are") }
}

type Choices = Vec<(String, &'static str, bool)>;

fn quote_options(now: QuoteKind) -> Choices {
    let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
    kinds.into_iter().map(|k| (format!("{k:?}").to_lowercase(), quote_kind(k), k == now)).collect()
}

fn entity_options(now: EntityKind) -> Choices {
    ENTITY_KINDS.into_iter().map(|k| (format!("{k:?}").to_uppercase(), entity_kind(k), k == now)).collect()
}

fn labelled(label: &str, control: Element) -> Element {
    Element::new("label").class("field").child(Element::new("span").text(label)).child(control)
}

fn input(label: &str, action: &'static str, id: &str, value: &str) -> Element {
    let field = Element::new("input").with("data-change", action).with("data-id", id).with("value", value);
    labelled(label, field.with("autocomplete", "off"))
}

fn select(label: &str, action: &'static str, id: &str, choices: &Choices) -> Element {
    let options = choices.iter().map(|(value, text, chosen)| {
        let option = Element::new("option").with("value", value).text(*text);
        if *chosen { option.with("selected", "") } else { option }
    });
    let field = Element::new("select").with("data-change", action).with("data-id", id);
    labelled(label, field.children(options))
}

fn extent(annotation: &Annotation) -> Element {
    let id = annotation.id.to_string();
    let button = |sign: &str, name: &str, action: &'static str| {
        Element::button(sign, action, &id).with("aria-label", name).with("title", name)
    };
    Element::new("div")
        .class("extent")
        .with("role", "group")
        .with("aria-label", "Extent")
        .child(Element::new("span").with("aria-hidden", "true").text("Extent"))
        .child(button("⇤", "Start one word earlier", "start-out"))
        .child(button("⇥", "Start one word later", "start-in"))
        .child(button("⇤", "End one word earlier", "end-in"))
        .child(button("⇥", "End one word later", "end-out"))
}

/// Tags with commas between them, completed from those that this article and the library have.
fn tag_field(session: &Session, annotation: &Annotation) -> [Element; 2] {
    let written = annotation.tags.join(", ");
    let field = Element::new("input")
        .with("data-change", "set-tags")
        .with("data-input", "complete-tags")
        .with("data-id", annotation.id.to_string())
        .with("value", &written)
        .with("list", "known-tags")
        .with("autocomplete", "off");
    let options = tags::options(&tags::of(session), &format!("{written},"));
    [labelled("Tags", field), Element::new("datalist").with("id", "known-tags").children(options)]
}

/// The quotation as it is cited, for the clipboard.
fn copying(annotation: &Annotation) -> Option<Element> {
    let id = annotation.id.to_string();
    let plain = Element::button("Copy quote", "copy-plain", &id)
        .with("title", "With speaker, title, date and link (C)");
    let markdown =
        Element::button("Copy as Markdown", "copy-markdown", &id).with("title", "The same, as Markdown (M)");
    let group =
        Element::new("div").class("buttons parts").with("role", "group").with("aria-label", "Citation");
    annotation.quote().is_some().then(|| group.child(plain).child(markdown))
}

/// Making two quotations of one, or one of two.
fn parts(annotation: &Annotation) -> Option<Element> {
    let id = annotation.id.to_string();
    let split =
        Element::button("Split here", "split", &id).with("title", "Click between two words first (|)");
    let join =
        Element::button("Join with next", "join-next", &id).with("title", "Join with the next quotation (J)");
    let group = Element::new("div").class("buttons parts").with("role", "group").with("aria-label", "Parts");
    annotation.quote().is_some().then(|| group.child(split).child(join))
}

fn why(session: &Session, annotation: &Annotation) -> Element {
    let text = match annotation.origin {
        Origin::Reader => "You marked or changed this.".to_owned(),
        Origin::Machine { why, .. } => {
            let cue = session.set().cue_of(annotation.id).map(|c| session.document().slice(c.spans.first()));
            match cue {
                Some(cue) => format!("{} Cue: “{}”.", reason(why), clip(cue, 40)),
                None => reason(why).to_owned(),
            }
        }
    };
    Element::new("p").class("why").text(text)
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::MarksAndCue => "Marked words beside a verb of saying.",
        Why::Continued => "Marked words that go on from the quotation before.",
        Why::MarksAlone => "Marked words, without a verb of saying near them.",
        Why::ReportedClause => "A clause that depends on a verb of saying.",
        Why::AccordingTo => "What someone is the source of.",
        Why::NameAndColon => "Words after a name and a colon.",
        Why::PartOfQuotation => "Part of a quotation.",
        Why::KnownName => "A known name.",
        Why::NamedElsewhere => "The same name stands elsewhere in the article.",
        Why::Context => "The shape of the words and of those around them.",
        Why::Pattern => "A pattern of dates or amounts.",
        Why::Model => "Learned from annotated news.",
    }
}
