//! The card of the selected annotation: what it is, why the machine marked it, and the fields that change it.

use super::clip::{clip, clip_middle};
use super::command::{
    AnnotationCommand, AnnotationField, ArticleCommand, CitationStyle, Command, Field, Navigation,
    ReviewCommand,
};
use super::controls::{SelectOption, bare_button, button, labelled, options, sign_button};
use super::newer::compared;
use super::tags;
use crate::annotation::{Annotation, Body, EntityKind, Id, Origin, Quote, QuoteKind, Verdict, Why};
use crate::session::{EdgeMove, ReadingDirection, Session, SpanEdge, name_of};
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{
    ENTITY_KINDS, Element, describe, entity_kind, kind_of, percent_sure, quote_kind, verdict, verdict_of,
};

/// The card. With nothing selected, it has a hint and disabled buttons.
pub(crate) fn render(session: &Session) -> Element {
    let card = Element::new("section").class("card").with("aria-label", strings::SELECTED_ANNOTATION);
    match session.selected() {
        None => card
            .child(Element::new("p").class("hint").text(strings::SELECT_HIGHLIGHT))
            .child(buttons(None))
            .child(legend())
            .child(
                Element::new("div")
                    .class("buttons")
                    .child(
                        button(strings::ANALYSE_AGAIN, &Command::Article(ArticleCommand::Analyse))
                            .with("title", strings::ANALYSE_AGAIN_HINT),
                    )
                    .child(
                        button(strings::DETAILS_BUTTON, &Command::Article(ArticleCommand::ShowDetails))
                            .with("title", strings::DETAILS_HINT),
                    ),
            ),
        Some(annotation) => card
            .child(head(annotation))
            .child(words(session, annotation))
            .children(before(session, annotation))
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
        _ if annotation.changed_since().is_some() => verdict_of(annotation),
        Origin::Machine { .. } if annotation.verdict == Verdict::Open => {
            format!("{} · {}", verdict(annotation.verdict), percent_sure(annotation))
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
        .child(sign_button("✕", strings::DESELECT, &Command::Navigate(Navigation::Deselect)).class("quiet"))
}

/// What the lines in the article mean. The card has space for it while nothing is selected.
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

/// Its first words and its last: both its ends. The article shows the rest.
fn words(session: &Session, annotation: &Annotation) -> Element {
    let parts = annotation.spans.iter().map(|&span| session.document().slice(span));
    let words = parts.collect::<Vec<_>>().join(" … ");
    Element::new("blockquote").with("dir", "auto").text(clip_middle(&words, 240))
}

/// What it was when a reader judged it, before the article changed: stays when it is judged anew.
fn before(session: &Session, annotation: &Annotation) -> Vec<Element> {
    let Some(earlier) = &annotation.earlier else { return vec![] };
    let row = |label: &str, content: Element| {
        Element::new("div").class("before").child(Element::new("span").text(label)).child(content)
    };
    let plain = |text: &String| Element::new("p").with("dir", "auto").text(text);
    let words = earlier.words.as_ref();
    let words = words.map(|words| row(strings::BEFORE, compared(&session.compare_words(words, annotation))));
    let others = [
        (strings::SPEAKER_BEFORE, &earlier.speaker),
        (strings::CUE_BEFORE, &earlier.cue),
        (strings::VALUE_BEFORE, &earlier.value),
    ];
    let others = others.into_iter().filter_map(|(label, part)| Some(row(label, plain(part.as_ref()?))));
    words.into_iter().chain(others).collect()
}

/// The buttons of the verdict, disabled while nothing is selected.
fn buttons(annotation: Option<&Annotation>) -> Element {
    let verdict_button = |label, action: AnnotationCommand, verdict| {
        let command = Command::Annotation { id: annotation.map(|a| a.id), action };
        button(label, &command).disabled_unless(annotation.is_some_and(|a| a.verdict != verdict))
    };
    let row = Element::new("div")
        .class("buttons")
        .child(
            verdict_button(strings::CONFIRM, AnnotationCommand::Confirm, Verdict::Confirmed).class("primary"),
        )
        .child(verdict_button(strings::REJECT, AnnotationCommand::Reject, Verdict::Rejected));
    let Some(annotation) = annotation else { return row };
    let row = row.child(button(strings::DELETE, &AnnotationCommand::Delete.on(annotation.id)));
    if matches!(annotation.body, Body::Entity(_) | Body::Date(_) | Body::Note) {
        return row.child(button(strings::MARK_ALL, &AnnotationCommand::MarkAll.on(annotation.id)));
    }
    row
}

fn fields(session: &Session, annotation: &Annotation) -> Vec<Element> {
    let id = annotation.id;
    let mut fields = vec![];
    match &annotation.body {
        Body::Quote(quote) => {
            fields.extend(speaker(session, annotation, quote));
            fields.push(select(id, AnnotationField::QuoteKind, quote_options(quote.kind)));
        }
        Body::Entity(entity) => {
            fields.push(input(strings::NAME, id, AnnotationField::Name, &entity.name));
            fields.extend(offer(session, annotation, &entity.name));
            fields.push(select(id, AnnotationField::EntityKind, entity_options(entity.kind)));
        }
        Body::Date(timex) => {
            fields.push(input(strings::VALUE, id, AnnotationField::Value, &timex.value));
        }
        Body::Speaker | Body::Cue | Body::Note => {}
    }
    fields.extend(tag_field(session, annotation));
    let area = Element::new("textarea").types(&field(id, AnnotationField::Note)).with("rows", "2");
    fields.push(labelled(strings::COMMENT, area.text(&annotation.note)));
    fields
}

/// The text that a text field shows of an annotation.
pub(crate) fn text_in(annotation: &Annotation, field: AnnotationField) -> String {
    match (field, &annotation.body) {
        (AnnotationField::Speaker, Body::Quote(quote)) => quote.speaker.clone().unwrap_or_default(),
        (AnnotationField::Name, Body::Entity(entity)) => entity.name.clone(),
        (AnnotationField::Value, Body::Date(timex)) => timex.value.clone(),
        (AnnotationField::Note, _) => annotation.note.clone(),
        (AnnotationField::Tags, _) => annotation.tags.join(", "),
        _ => String::new(),
    }
}

fn field(id: Id, field: AnnotationField) -> Field {
    Field::Annotation { id, field }
}

fn speaker(session: &Session, annotation: &Annotation, quote: &Quote) -> Vec<Element> {
    let name = quote.speaker.as_deref().unwrap_or("");
    let field = Element::new("input")
        .types(&field(annotation.id, AnnotationField::Speaker))
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
    let now = name_of(annotation);
    let buttons = session.likely_speakers(annotation).into_iter().zip(1..).map(|(name, digit)| {
        bare_button(&AnnotationCommand::SetSpeaker(name.clone()).on(annotation.id))
            // The same place in the list is the same button, whatever name it has.
            .with("data-key", digit.to_string())
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

/// How many others have the same name, and a button that renames them with this one. After a change, how many have the
/// old name.
fn offer(session: &Session, annotation: &Annotation, name: &str) -> Option<Element> {
    let row = |text: String, label: &str| {
        let button = button(label, &AnnotationCommand::ShowRename.on(annotation.id));
        Element::new("p").class("offer").child(Element::new("span").text(text)).text(" ").child(button)
    };
    if let Some(step) = session.narrower().filter(|step| step.id == annotation.id) {
        let only = button(strings::ONLY_THIS, &Command::Review(ReviewCommand::OnlyThis));
        let said = strings::fill(strings::ALL_CHANGED, &[&step.all]);
        let said = Element::new("span").text(said);
        return Some(Element::new("p").class("offer").child(said).text(" ").child(only));
    }
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

fn quote_options(now: QuoteKind) -> Vec<SelectOption<'static>> {
    let kinds = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
    let option =
        |kind| SelectOption { value: wire_name(&kind), label: quote_kind(kind), is_chosen: kind == now };
    kinds.map(option).into()
}

fn entity_options(now: EntityKind) -> Vec<SelectOption<'static>> {
    let option =
        |kind| SelectOption { value: wire_name(&kind), label: entity_kind(kind), is_chosen: kind == now };
    ENTITY_KINDS.map(option).into()
}

fn input(label: &str, id: Id, name: AnnotationField, value: &str) -> Element {
    let input = Element::new("input").types(&field(id, name)).with("value", value);
    labelled(label, input.with("autocomplete", "off"))
}

/// A list of kinds.
fn select(id: Id, name: AnnotationField, choices: Vec<SelectOption>) -> Element {
    let select = Element::new("select").changes(&field(id, name));
    labelled(strings::KIND, select.children(options(choices)))
}

/// The buttons that move an end by a word.
fn extent(annotation: &Annotation) -> Element {
    let resize = |sign, name, edge, towards| {
        sign_button(sign, name, &AnnotationCommand::Resize(edge, towards).on(annotation.id))
    };
    let end = |text: &'static str| Element::new("span").with("aria-hidden", "true").text(text);
    Element::new("div")
        .class("extent")
        .with("role", "group")
        .with("aria-label", strings::EXTENT)
        .child(end(strings::STARTS))
        .child(resize("⇤", strings::START_OUT, SpanEdge::Start, EdgeMove::Grow))
        .child(resize("⇥", strings::START_IN, SpanEdge::Start, EdgeMove::Shrink))
        .child(end(strings::ENDS))
        .child(resize("⇤", strings::END_IN, SpanEdge::End, EdgeMove::Shrink))
        .child(resize("⇥", strings::END_OUT, SpanEdge::End, EdgeMove::Grow))
}

/// Tags with commas between them, completed from those that this article and the library have.
fn tag_field(session: &Session, annotation: &Annotation) -> [Element; 2] {
    let written = annotation.tags.join(", ");
    let input = Element::new("input")
        .types(&field(annotation.id, AnnotationField::Tags))
        .inputs(&Field::UnfinishedTags)
        .with("value", &written)
        .with("list", "known-tags")
        .with("autocomplete", "off");
    let options = tags::options(&tags::of(session), &format!("{written},"));
    [labelled(strings::TAGS, input), Element::new("datalist").with("id", "known-tags").children(options)]
}

/// The buttons that copy the quotation as it is cited.
fn copying(annotation: &Annotation) -> Option<Element> {
    let copy = |label, hint, style| {
        button(label, &AnnotationCommand::Copy(style).on(annotation.id)).with("title", hint)
    };
    annotation.quote().map(|_| {
        Element::new("div")
            .class("buttons parts")
            .with("role", "group")
            .with("aria-label", strings::CITATION)
            .child(copy(strings::COPY_QUOTE, strings::COPY_QUOTE_HINT, CitationStyle::Plain))
            .child(copy(strings::COPY_AS_MARKDOWN, strings::COPY_AS_MARKDOWN_HINT, CitationStyle::Markdown))
    })
}

/// The buttons that make one quotation of two, or two of one.
fn parts(annotation: &Annotation) -> Option<Element> {
    let id = annotation.id;
    annotation.quote().map(|_| {
        Element::new("div")
            .class("buttons parts")
            .with("role", "group")
            .with("aria-label", strings::PARTS)
            .child(
                button(strings::SPLIT_HERE, &AnnotationCommand::Split.on(id))
                    .with("title", strings::SPLIT_HERE_HINT)
                    .with("data-keeps-selection", ""),
            )
            .child(
                button(strings::JOIN_WITH_NEXT, &AnnotationCommand::Join(ReadingDirection::Forward).on(id))
                    .with("title", strings::JOIN_HINT),
            )
    })
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
        Why::Label => strings::WHY_LABEL,
        Why::SetOff => strings::WHY_SET_OFF,
        Why::PartOfQuotation => strings::WHY_PART,
        Why::KnownName => strings::WHY_KNOWN,
        Why::NamedElsewhere => strings::WHY_ELSEWHERE,
        Why::Context => strings::WHY_CONTEXT,
        Why::Pattern => strings::WHY_PATTERN,
        Why::Model => strings::WHY_MODEL,
        Why::DeepReading => strings::WHY_DEEP,
    }
}
