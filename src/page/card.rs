//! The card of the selected annotation: what it is, why the machine thinks so, and all that can be changed.

use super::tags;
use crate::annotation::{Annotation, Body, EntityKind, Origin, Quote, QuoteKind, Verdict, Why};
use crate::session::{Session, name_of};
use crate::strings;
use crate::view::Element;
use crate::view::{ENTITY_KINDS, describe, entity_kind, kind_of, quote_kind, verdict};

/// The card; with nothing selected, a hint and buttons that wait.
pub(crate) fn render(session: &Session) -> Element {
    let card = Element::new("section").class("card").with("aria-label", strings::SELECTED_ANNOTATION);
    match session.selected() {
        None => card
            .child(Element::new("p").class("hint").text(strings::SELECT_HIGHLIGHT))
            .child(buttons(None))
            .child(legend())
            .child(
                Element::new("div").class("buttons").child(
                    Element::button(strings::ANALYSE_AGAIN, "analyse", "")
                        .with("title", strings::ANALYSE_AGAIN_HINT),
                ),
            ),
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
        Origin::Machine { .. } if annotation.verdict == Verdict::Open => {
            format!("{} · {}", verdict(annotation.verdict), sure(annotation))
        }
        Origin::Machine { .. } => verdict(annotation.verdict).to_owned(),
        Origin::Reader => strings::YOUR_OWN.to_owned(),
    };
    Element::new("p")
        .class("card-head")
        .child(
            Element::new("strong")
                .with("data-kind", kind_of(&annotation.body))
                .text(describe(&annotation.body)),
        )
        .child(Element::new("span").class("state").text(state))
        .child(
            Element::button("✕", "deselect", "")
                .class("quiet")
                .with("aria-label", strings::LET_GO)
                .with("title", strings::LET_GO),
        )
}

/// What the lines in the article mean, while there is room for it.
fn legend() -> Element {
    let sample = |(kind, detail, text): (&'static str, &'static str, &'static str)| {
        let mark = Element::new("span").class("sample").with("data-kind", kind).text(text);
        Element::new("li").child(if detail.is_empty() { mark } else { mark.with("data-detail", detail) })
    };
    let key = |(key, does): (&'static str, &'static str)| {
        Element::new("li").child(Element::new("kbd").text(key)).text(does)
    };
    Element::new("div")
        .class("legend")
        .child(
            Element::new("ul")
                .with("aria-label", strings::LEGEND)
                .children(strings::LEGEND_KINDS.map(sample)),
        )
        .child(
            Element::new("ul")
                .class("first-keys")
                .with("aria-label", strings::FIRST_KEYS_NAME)
                .children(strings::FIRST_KEYS.map(key)),
        )
}

/// Its first words; the article shows the rest.
fn words(session: &Session, annotation: &Annotation) -> Element {
    let parts = annotation.spans.iter().map(|&span| session.document().slice(span));
    let words = parts.collect::<Vec<_>>().join(" … ");
    Element::new("blockquote").with("dir", "auto").text(clip(&words, 240))
}

/// How sure the machine is.
pub(super) fn sure(annotation: &Annotation) -> String {
    strings::fill(strings::PERCENT_SURE, &[&format!("{:.0}", annotation.confidence() * 100.0)])
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
        .child(button(strings::CONFIRM, "confirm", is(Verdict::Confirmed)).class("primary"))
        .child(button(strings::REJECT, "reject", is(Verdict::Rejected)));
    if let Some(annotation) = annotation {
        row = row.child(button(strings::DELETE, "delete", true));
        if matches!(annotation.body, Body::Entity(_) | Body::Date(_) | Body::Note) {
            row = row.child(button(strings::MARK_ALL, "mark-all", true));
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
            fields.push(select(strings::KIND, "set-kind", &id, &quote_options(quote.kind)));
        }
        Body::Entity(entity) => {
            fields.push(input(strings::NAME, "set-name", &id, &entity.name));
            fields.extend(offer(session, annotation, &entity.name));
            fields.push(select(strings::KIND, "set-kind", &id, &entity_options(entity.kind)));
        }
        Body::Date(timex) => fields.push(input(strings::VALUE, "set-value", &id, &timex.value)),
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    fields.extend(tag_field(session, annotation));
    let area =
        Element::new("textarea").with("data-change", "set-note").with("data-id", &id).with("rows", "2");
    fields.push(labelled(strings::COMMENT, area.text(&annotation.note)));
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
    let mut elements =
        vec![labelled(strings::SPEAKER, field), names.children(options), likely(session, annotation)];
    elements.extend(offer(session, annotation, name));
    let described = |label: &str, part: Option<&Annotation>| {
        let words = part.map_or("–", |p| session.document().slice(p.spans.first()));
        Element::new("p")
            .class("part")
            .child(Element::new("span").text(label))
            .child(Element::new("q").with("dir", "auto").text(words))
    };
    elements.push(described(strings::SAID_BY, session.set().speaker_of(annotation.id)));
    elements.push(described(strings::CUE, session.set().cue_of(annotation.id)));
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
        .with("aria-label", strings::LIKELY_SPEAKERS)
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
            strings::fill(
                if offer.others == 1 { strings::ONE_MORE_UNDER } else { strings::MORE_UNDER },
                &[&offer.others, &offer.from],
            ),
            strings::CHANGE_THEM_TOO,
        ));
    }
    let same = session.count_named(name);
    (!name.is_empty() && 1 < same).then(|| {
        row(
            strings::fill(
                if same == 2 { strings::ONE_MORE_SAME } else { strings::MORE_SAME },
                &[&(same - 1)],
            ),
            strings::RENAME_OR_MERGE,
        )
    })
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
    let end = |text: &'static str| Element::new("span").with("aria-hidden", "true").text(text);
    Element::new("div")
        .class("extent")
        .with("role", "group")
        .with("aria-label", strings::EXTENT)
        .child(end(strings::STARTS))
        .child(button("⇤", strings::START_OUT, "start-out"))
        .child(button("⇥", strings::START_IN, "start-in"))
        .child(end(strings::ENDS))
        .child(button("⇤", strings::END_IN, "end-in"))
        .child(button("⇥", strings::END_OUT, "end-out"))
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
    [labelled(strings::TAGS, field), Element::new("datalist").with("id", "known-tags").children(options)]
}

/// The quotation as it is cited, for the clipboard.
fn copying(annotation: &Annotation) -> Option<Element> {
    let id = annotation.id.to_string();
    let plain =
        Element::button(strings::COPY_QUOTE, "copy-plain", &id).with("title", strings::COPY_QUOTE_HINT);
    let markdown = Element::button(strings::COPY_AS_MARKDOWN, "copy-markdown", &id)
        .with("title", strings::COPY_AS_MARKDOWN_HINT);
    let group = Element::new("div")
        .class("buttons parts")
        .with("role", "group")
        .with("aria-label", strings::CITATION);
    annotation.quote().is_some().then(|| group.child(plain).child(markdown))
}

/// Making two quotations of one, or one of two.
fn parts(annotation: &Annotation) -> Option<Element> {
    let id = annotation.id.to_string();
    let split = Element::button(strings::SPLIT_HERE, "split", &id).with("title", strings::SPLIT_HERE_HINT);
    let join = Element::button(strings::JOIN_WITH_NEXT, "join-next", &id).with("title", strings::JOIN_HINT);
    let group =
        Element::new("div").class("buttons parts").with("role", "group").with("aria-label", strings::PARTS);
    annotation.quote().is_some().then(|| group.child(split).child(join))
}

fn why(session: &Session, annotation: &Annotation) -> Element {
    let text = match annotation.origin {
        Origin::Reader => strings::WHY_YOURS.to_owned(),
        Origin::Machine { why, .. } => {
            let cue = session.set().cue_of(annotation.id).map(|c| session.document().slice(c.spans.first()));
            match cue {
                Some(cue) => strings::fill(strings::WHY_WITH_CUE, &[&reason(why), &clip(cue, 40)]),
                None => reason(why).to_owned(),
            }
        }
    };
    Element::new("p").class("why").text(text)
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::MarksAndCue => strings::WHY_MARKS_AND_CUE,
        Why::Continued => strings::WHY_CONTINUED,
        Why::MarksAlone => strings::WHY_MARKS_ALONE,
        Why::ReportedClause => strings::WHY_REPORTED,
        Why::AccordingTo => strings::WHY_ACCORDING,
        Why::NameAndColon => strings::WHY_COLON,
        Why::PartOfQuotation => strings::WHY_PART,
        Why::KnownName => strings::WHY_KNOWN,
        Why::NamedElsewhere => strings::WHY_ELSEWHERE,
        Why::Context => strings::WHY_CONTEXT,
        Why::Pattern => strings::WHY_PATTERN,
        Why::Model => strings::WHY_MODEL,
    }
}
