//! The card of the selected annotation: what it is, why the machine marked it, and the fields that change it.

use super::clip::{clip, clip_middle};
use super::command::{
    AnnotationCommand, AnnotationField, ArticleCommand, CitationStyle, Command, Field, Navigation,
    ReviewCommand, ViewCommand,
};
use super::controls::{SelectOption, bare_button, button, labelled, options, sign_button};
use super::newer::compared;
use super::panel::CardExtent;
use super::{kinds, sources, tags};
use crate::annotation::{Annotation, Body, Id, Origin, Quote, Verdict, Why, is_unsure};
use crate::session::{EdgeMove, ReadingDirection, Session, SpanEdge, name_of};
use crate::strings;
use crate::view::{Element, describe, is_said_by_nobody, kind_of, timex_words, verdict, verdict_of};

/// So many likely speakers are shown at once: one row where names are short.
const LIKELIEST: usize = 3;

/// From this confidence on, the card says "very sure": nineteen of twenty such are right.
const VERY_SURE: f32 = 0.95;

/// The card. With nothing selected, it has a hint and disabled buttons.
pub(crate) fn render(session: &Session, extent: CardExtent) -> Element {
    let card = Element::new("section").with("aria-label", strings::SELECTED_ANNOTATION);
    match session.selected() {
        None => card
            .class("card idle")
            .child(Element::new("p").class("hint").text(strings::SELECT_HIGHLIGHT))
            .child(
                verdict_buttons(None)
                    .child(
                        button(strings::ANALYSE_AGAIN, &Command::Article(ArticleCommand::Analyse))
                            .with("title", strings::ANALYSE_AGAIN_HINT)
                            .class("plain"),
                    )
                    .child(
                        button(strings::DETAILS_BUTTON, &Command::Article(ArticleCommand::ShowDetails))
                            .with("title", strings::DETAILS_HINT)
                            .class("plain"),
                    ),
            ),
        Some(annotation) => card
            .class("card")
            .child(head(session, annotation))
            .child(words(session, annotation))
            .children(before(session, annotation))
            .children(sources::on_card(session, annotation))
            .children(fields(session, annotation, extent))
            .child(why(session, annotation))
            .child(verdict_buttons(Some(annotation)).child(more_button(extent)))
            .child(more(session, annotation, extent)),
    }
}

fn head(session: &Session, annotation: &Annotation) -> Element {
    let state = match annotation.origin {
        _ if annotation.changed_since().is_some() => verdict_of(annotation),
        Origin::Machine { .. } => verdict(annotation.verdict).to_owned(),
        Origin::Reader => strings::YOUR_OWN.to_owned(),
    };
    let outside = (!session.guidelines().allows(&annotation.body))
        .then(|| Element::new("span").class("state").text(strings::OUTSIDE_GUIDELINES));
    Element::new("p")
        .class("card-head")
        .child(
            Element::new("strong")
                .with("data-kind", kind_of(&annotation.body))
                .text(describe(&annotation.body)),
        )
        .child(Element::new("span").class("state").text(state))
        .children(outside)
        .child(sign_button("✕", strings::DESELECT, &Command::Navigate(Navigation::Deselect)).class("quiet"))
}

/// The button that shows what is seldom needed, or hides it.
fn more_button(extent: CardExtent) -> Element {
    let is_full = extent == CardExtent::Full;
    button(if is_full { strings::LESS } else { strings::MORE }, &Command::View(ViewCommand::ToggleMore))
        .with("aria-expanded", is_full.to_string())
        .class("plain")
}

/// What is seldom needed. Hidden, it keeps its place: what a reader types there outlives a change of the card.
fn more(session: &Session, annotation: &Annotation, extent: CardExtent) -> Element {
    let id = annotation.id;
    let area = Element::new("textarea").types(&field(id, AnnotationField::Note)).with("rows", "2");
    let more = Element::new("div")
        .class("more")
        .children(quote_kind_field(session, annotation))
        .children(mentions(session, annotation))
        .children(namesakes(session, annotation))
        .child(labelled(strings::COMMENT, area.text(&annotation.note)))
        .children(tag_field(session, annotation))
        .child(extent_buttons(annotation))
        .child(whole_buttons(annotation))
        .children(copying(annotation));
    if extent == CardExtent::Full { more } else { more.with("hidden", "") }
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
fn verdict_buttons(annotation: Option<&Annotation>) -> Element {
    let verdict_button = |label, action: AnnotationCommand, verdict| {
        let command = Command::Annotation { id: annotation.map(|a| a.id), action };
        button(label, &command).disabled_unless(annotation.is_some_and(|a| a.verdict != verdict))
    };
    Element::new("div")
        .class("buttons verdicts")
        .child(
            verdict_button(strings::CONFIRM, AnnotationCommand::Confirm, Verdict::Confirmed).class("primary"),
        )
        .child(verdict_button(strings::REJECT, AnnotationCommand::Reject, Verdict::Rejected))
}

/// The buttons that change the annotation as a whole: delete it, mark its words everywhere, make two of one or one of two.
fn whole_buttons(annotation: &Annotation) -> Element {
    let id = annotation.id;
    let row =
        Element::new("div").class("buttons parts").with("role", "group").with("aria-label", strings::PARTS);
    let row = match annotation.body {
        Body::Quote(_) => row
            .child(
                button(strings::SPLIT_HERE, &AnnotationCommand::Split.on(id))
                    .with("title", strings::SPLIT_HERE_HINT)
                    .with("data-keeps-selection", ""),
            )
            .child(
                button(strings::JOIN_WITH_NEXT, &AnnotationCommand::Join(ReadingDirection::Forward).on(id))
                    .with("title", strings::JOIN_HINT),
            ),
        Body::Entity(_) | Body::Date(_) | Body::Note => {
            row.child(button(strings::MARK_ALL, &AnnotationCommand::MarkAll.on(id)))
        }
        Body::Speaker | Body::Cue => row,
    };
    row.child(button(strings::DELETE, &AnnotationCommand::Delete.on(id)))
}

/// What is corrected most often.
fn fields(session: &Session, annotation: &Annotation, extent: CardExtent) -> Vec<Element> {
    let id = annotation.id;
    match &annotation.body {
        Body::Quote(quote) => speaker(session, annotation, quote, extent),
        Body::Entity(entity) => {
            let mut fields = vec![input(strings::NAME, id, AnnotationField::Name, &entity.name)];
            fields.extend(offer(session, annotation));
            fields.push(select(
                id,
                AnnotationField::EntityKind,
                kinds::of_names(session.guidelines(), entity.kind),
            ));
            fields
        }
        Body::Date(timex) => {
            let said = timex_words(timex.kind, &timex.value);
            let said = said.map(|said| Element::new("p").class("said").text(said));
            let value = input(strings::VALUE, id, AnnotationField::Value, &timex.value);
            std::iter::once(value).chain(said).collect()
        }
        Body::Speaker | Body::Cue | Body::Note => vec![],
    }
}

fn quote_kind_field(session: &Session, annotation: &Annotation) -> Option<Element> {
    let quote = annotation.quote()?;
    Some(select(
        annotation.id,
        AnnotationField::QuoteKind,
        kinds::of_quotations(session.guidelines(), quote.kind),
    ))
}

/// The words that name the speaker, and the cue.
fn mentions(session: &Session, annotation: &Annotation) -> Vec<Element> {
    if annotation.quote().is_none() {
        return vec![];
    }
    let described = |label: &str, part: Option<&Annotation>| {
        let words = part.map_or("–", |p| session.document().slice(p.spans.first()));
        Element::new("p")
            .class("part")
            .child(Element::new("span").text(label))
            .child(Element::new("q").with("dir", "auto").text(words))
    };
    vec![
        described(strings::SAID_BY, session.set().speaker_of(annotation.id)),
        described(strings::CUE, session.set().cue_of(annotation.id)),
    ]
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

fn speaker(session: &Session, annotation: &Annotation, quote: &Quote, extent: CardExtent) -> Vec<Element> {
    let name = quote.speaker.as_deref().unwrap_or("");
    let field = Element::new("input")
        .types(&field(annotation.id, AnnotationField::Speaker))
        .with("value", name)
        .with("list", "speaker-names")
        .with("autocomplete", "off");
    let names = Element::new("datalist").with("id", "speaker-names");
    let options = session.names().into_iter().map(|name| Element::new("option").with("value", name));
    let mut elements =
        vec![labelled(strings::SPEAKER, field), names.children(options), likely(session, annotation, extent)];
    elements.extend(offer(session, annotation));
    elements
}

/// The likeliest speakers, each with the digit that chooses it. The digits of those that are not shown choose them, too.
fn likely(session: &Session, annotation: &Annotation, extent: CardExtent) -> Element {
    let now = name_of(annotation);
    let shown = if extent == CardExtent::Full { usize::MAX } else { LIKELIEST };
    let buttons =
        session.likely_speakers(annotation).into_iter().take(shown).zip(1..).map(|(name, digit)| {
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

/// After a change, how many it has changed or how many still have the old name, and a button for them.
fn offer(session: &Session, annotation: &Annotation) -> Option<Element> {
    if let Some(step) = session.narrower().filter(|step| step.id == annotation.id) {
        let only = button(strings::ONLY_THIS, &Command::Review(ReviewCommand::OnlyThis));
        let said = Element::new("span").text(strings::fill(strings::ALL_CHANGED, &[&step.all]));
        return Some(Element::new("p").class("offer").child(said).text(" ").child(only));
    }
    let offer = session.offer().filter(|offer| offer.id == annotation.id)?;
    let said = if offer.others == 1 { strings::ONE_MORE_UNDER } else { strings::MORE_UNDER };
    let said = strings::fill(said, &[&offer.others, &offer.from]);
    Some(rename_row(annotation, said, strings::CHANGE_THEM_TOO))
}

/// How many others have the same name, and a button that renames them with this one.
fn namesakes(session: &Session, annotation: &Annotation) -> Option<Element> {
    let name = name_of(annotation).filter(|name| !name.is_empty())?;
    let same = session.count_named(name);
    let said = if same == 2 { strings::ONE_MORE_SAME } else { strings::MORE_SAME };
    let said = strings::fill(said, &[&same.saturating_sub(1)]);
    (1 < same).then(|| rename_row(annotation, said, strings::RENAME_OR_MERGE))
}

fn rename_row(annotation: &Annotation, said: String, label: &str) -> Element {
    let button = button(label, &AnnotationCommand::ShowRename.on(annotation.id));
    Element::new("p").class("offer").child(Element::new("span").text(said)).text(" ").child(button)
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
fn extent_buttons(annotation: &Annotation) -> Element {
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

/// Tags with commas between them, completed from those of the guidelines, or else that this article and the library have.
fn tag_field(session: &Session, annotation: &Annotation) -> Vec<Element> {
    let written = annotation.tags.join(", ");
    let input = Element::new("input")
        .types(&field(annotation.id, AnnotationField::Tags))
        .inputs(&Field::UnfinishedTags)
        .with("value", &written)
        .with("list", "known-tags")
        .with("autocomplete", "off");
    let options = tags::options(&tags::offered(session), &format!("{written},"));
    let list = Element::new("datalist").with("id", "known-tags").children(options);
    let mut field = vec![labelled(strings::TAGS, input), list];
    field.extend(tags::notes(session.guidelines(), annotation));
    field
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

/// Why it is marked: how sure the machine is, in words, and what it went by; what of it the reader said elsewhere.
fn why(session: &Session, annotation: &Annotation) -> Element {
    let (sure, because) = match annotation.origin {
        Origin::Reader => (None, strings::WHY_YOURS),
        Origin::Machine { why, .. } => {
            ((annotation.verdict == Verdict::Open).then(|| how_sure(annotation)), reason(why))
        }
    };
    let learned = annotation.learned.as_ref().filter(|_| annotation.origin != Origin::Reader);
    let cue = session.set().cue_of(annotation.id).map(|c| session.document().slice(c.spans.first()));
    let because = match cue {
        Some(cue) => strings::fill(strings::WHY_WITH_CUE, &[&because, &clip(cue, 40)]),
        None => because.to_owned(),
    };
    let said_so = learned.map(|learned| match learned.title.as_str() {
        "" => format!("{} ", strings::WHY_IN_LIST),
        title => format!("{} ", strings::fill(strings::WHY_SAID_SO, &[&clip(title, 60)])),
    });
    let strong = said_so.into_iter().chain(sure).map(|said| Element::new("b").text(said));
    let nobody = is_said_by_nobody(session.set(), annotation).then_some(strings::WHY_NOBODY);
    let because = [because.as_str()].into_iter().chain(nobody).collect::<Vec<_>>().join(" ");
    Element::new("p").class("why").children(strong).text(format!(" {because}"))
}

/// How sure the machine is. From where it is called unsure, the list of problems has it, too.
fn how_sure(annotation: &Annotation) -> String {
    let percent = format!("{:.0}", annotation.confidence() * 100.0);
    let said = match annotation.confidence() {
        _ if is_unsure(annotation) => strings::NOT_SURE,
        c if c < VERY_SURE => strings::FAIRLY_SURE,
        _ => strings::VERY_SURE,
    };
    strings::fill(said, &[&percent])
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::MarksAndCue => strings::WHY_MARKS_AND_CUE,
        Why::Continued => strings::WHY_CONTINUED,
        Why::MarksAlone => strings::WHY_MARKS_ALONE,
        Why::ReportedClause => strings::WHY_REPORTED,
        Why::AccordingTo => strings::WHY_ACCORDING,
        Why::Claim => strings::WHY_CLAIM,
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
