//! Names by their capitals. What sort of thing a name is only persons tell: by a title, a first name, or speaking. All
//! others are of the kind that says nothing, which beats a guess.

use std::collections::HashSet;
use std::ops::Range;

use super::marked_speech::Speech;
use super::people::{gender_of_name, name_span};
use super::prose::Prose;
use crate::annotation::{EntityKind, Why};
use crate::document::Document;
use crate::lang::detect::ENGLISH;
use crate::lang::rule_based::{has_words, rule_based};
use crate::recognise::found::{FoundDate, FoundEntity};
use crate::sorting::Sorting as _;
use crate::span::Span;

/// How probable it is that capitals are a name, and that a title or first name makes it a person's.
const NAME: f32 = 0.6;
const PERSON: f32 = 0.8;

/// The named things in paragraphs of other languages.
pub(super) fn find(document: &Document, speeches: &[Speech], dates: &[FoundDate]) -> Vec<FoundEntity> {
    let speakers: HashSet<Span> = speeches.iter().filter_map(speaker_name).collect();
    let mut found: Vec<FoundEntity> = vec![];
    for paragraph in document.paragraphs() {
        let other = paragraph.language != ENGLISH && has_words(paragraph.language);
        if !paragraph.role.is_analysed() || !other {
            continue;
        }
        let prose = Prose::new(document, rule_based(paragraph.language), &paragraph.tokens);
        let mut at = prose.start;
        while at < prose.end {
            let run = prose.capitals_from(at);
            at = run.end.max(at + 1);
            found.extend(named(&prose, run, &speakers));
        }
    }
    let dated = stretches(dates);
    found.retain(|entity| {
        let first = dated.partition_point(|date| date.end() <= entity.span.start());
        dated.get(first).is_none_or(|date| !date.overlaps(entity.span))
    });
    without_sentence_starts(found)
}

/// The stretches of text that dates cover, in the order of the text, those that overlap as one.
fn stretches(dates: &[FoundDate]) -> Vec<Span> {
    let mut spans: Vec<Span> = dates.iter().map(|date| date.span).collect();
    spans.order();
    let mut apart: Vec<Span> = vec![];
    for span in spans {
        match apart.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.hull(span),
            None => apart.push(span),
        }
    }
    apart
}

/// Where the name of a speaker stands.
fn speaker_name(speech: &Speech) -> Option<Span> {
    let speaker = speech.speaker.as_ref().filter(|speaker| !speaker.tokens.is_empty())?;
    let name = speaker.prose.name_in(&speaker.tokens)?;
    Some(name_span(speaker.prose.document, speaker.prose.span(&name)))
}

impl Prose<'_> {
    fn has_capital_nouns(&self) -> bool {
        !self.language.speech.joins_capitals.is_empty()
    }

    /// The capitalised words in a row from a token on, with the small words of names between them.
    fn capitals_from(&self, start: usize) -> Range<usize> {
        let mut end = start;
        while self.is_capitalised(end) && !self.is_day_name(end) {
            end += 1;
            let mut next = end;
            while next < self.end && self.joins(next) {
                next += 1;
            }
            if self.is_capitalised(next) && !self.is_day_name(next) && next != end {
                end = next;
            }
        }
        start..end
    }

    /// Whether a token may stand between the capitals of one name. German writes nouns with capitals, so few words do.
    fn joins(&self, token: usize) -> bool {
        let small = self.small(token);
        let hyphen = self.word(token) == "-" && self.is_glued(token) && self.is_glued(token + 1);
        let german = self.has_capital_nouns();
        hyphen
            || self.language.speech.joins_names.contains(&small)
                && (!german || self.language.speech.joins_capitals.contains(&small.as_str()))
    }
}

/// The name in a run of capitals.
fn named(prose: &Prose, mut run: Range<usize>, speakers: &HashSet<Span>) -> Option<FoundEntity> {
    let words = &prose.language.speech;
    let initial = prose.begins_sentence(run.start);
    let mut titled = prose.start < run.start && prose.is_title(run.start - 1) || is_apposed(prose, &run);
    let first = run.start;
    while run.start < run.end {
        let small = prose.small(run.start);
        let listed = words.articles.contains(&small)
            || words.pronouns.contains(&small)
            || words.ends_speaker.contains(&small);
        let title = prose.is_title(run.start);
        if !(title || listed && run.start == first)
            && prose.word(run.start) != "-"
            && prose.is_capitalised(run.start)
        {
            break;
        }
        titled |= title;
        run.start += 1;
    }
    if run.is_empty() {
        return None;
    }
    let span = name_span(prose.document, prose.span(&run));
    let name = prose.document.slice(span).to_owned();
    let several = name.contains(' ');
    let speaks = speakers.contains(&span);
    let person = several && (titled || speaks || gender_of_name(&name).is_some())
        || titled && !prose.has_capital_nouns()
        || speaks && titled;
    let acronym = 1 < name.chars().count() && name.chars().all(char::is_uppercase);
    if !person && !speaks && !acronym && (prose.has_capital_nouns() || is_common(prose, &run, initial)) {
        return None;
    }
    let (kind, confidence) = if person { (EntityKind::Person, PERSON) } else { (EntityKind::Misc, NAME) };
    // At a sentence's start one capital says nothing: `without_sentence_starts` looks for others.
    let doubtful = initial && run.start == first && !several && !person && !speaks && !acronym;
    let why = if doubtful { Why::NamedElsewhere } else { Why::Context };
    Some(FoundEntity { span, kind, name, confidence, why })
}

/// Whether the words beside a name say what the person is: "la présidente de la coopérative, Mireille Arnaud,",
/// "Julio Marqués, el director".
fn is_apposed(prose: &Prose, run: &Range<usize>) -> bool {
    if run.len() < 2 {
        return false;
    }
    let before = prose.is_comma(run.start.wrapping_sub(1))
        && (run.start.saturating_sub(APPOSITION)..run.start - 1)
            .rev()
            .take_while(|&at| prose.is_word(at))
            .any(|at| prose.is_title(at));
    let after = prose.is_comma(run.end)
        && (run.end + 1..run.end + 4).take_while(|&at| prose.is_word(at)).any(|at| prose.is_title(at));
    before && (prose.is_comma(run.end) || prose.is_colon(run.end)) || after
}

/// How many tokens before a name the words may begin that say what the person is.
const APPOSITION: usize = 8;

/// Whether a run is no name: one word that the lists have.
fn is_common(prose: &Prose, run: &Range<usize>, initial: bool) -> bool {
    let cue = prose.cue_at(run.start).is_some() || prose.source_at(run.start).is_some();
    run.len() == 1 && (prose.is_day_name(run.start) || initial && cue)
        || prose.word(run.start).chars().count() < 2
}

/// Leaves out words that have a capital only because a sentence begins with them.
fn without_sentence_starts(found: Vec<FoundEntity>) -> Vec<FoundEntity> {
    let sure = |entity: &&FoundEntity| entity.why != Why::NamedElsewhere;
    let names: HashSet<String> =
        found.iter().filter(sure).flat_map(|entity| entity.name.split(' ').map(str::to_owned)).collect();
    found
        .into_iter()
        .filter(|entity| entity.why != Why::NamedElsewhere || names.contains(&entity.name))
        .collect()
}
