//! Turns of interviews and transcripts: words behind the label of their speaker, without marks. `labels` reads what may
//! be a label, `naming` whom it may name, `evidence` decides over the whole article, `contents` takes the words.
//! `unlabelled` finds the questions and answers of interviews that have no labels.

use std::collections::{BTreeMap, HashMap, HashSet};

use self::contents::TurnWords;
use self::evidence::LabelCandidate;
use self::labels::LineHead;
use self::lines::AnalysedLine;
use self::naming::{LabelKind, LabelReader};
use super::found::{FoundEntity, FoundQuote};
use super::words::Word;
use crate::annotation::{EntityKind, QuoteKind, SourceKind, Why};
use crate::document::{Document, Role};
use crate::span::Span;

mod contents;
mod evidence;
pub(super) mod labels;
pub(super) mod lines;
mod naming;
mod unlabelled;

/// How probable it is that a turn is right, by its label: figures of our own texts, to be measured on more.
const CONFIDENCE: f32 = 0.95;
const CONFIDENCE_WITHOUT_LABEL: f32 = 0.8;

/// The turns of a document with what their speakers are named by.
#[derive(Default)]
pub(crate) struct Turns {
    /// In the order of the text.
    pub quotes: Vec<FoundQuote>,
    /// Of each turn, whom its label stands for, where it does not name him.
    standing_for: Vec<StandsFor>,
}

/// Whom a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StandsFor {
    /// Whom it names.
    Itself,
    /// The person who is asked throughout.
    Interviewee,
    /// The person who is named in full here.
    Person(Span),
    /// Nobody is named: an unlabelled question.
    Nobody,
}

/// Finds the turns of a document. Names in labels become persons among the entities, which stay in the order of the
/// text.
pub(crate) fn find(document: &Document, words: &[Word], entities: &mut Vec<FoundEntity>) -> Turns {
    let lines = lines::read(document);
    let turns = labelled(document, words, &lines, entities);
    if turns.quotes.is_empty() { without_labels(document, &lines, entities) } else { turns }
}

/// Whether several lines begin as the turns of a transcript do. Most texts that have none are known by that.
pub(super) fn may_have_labels(document: &Document) -> bool {
    let lines = lines::read(document);
    let mut heads = lines.iter().filter(|line| labels::read(document, line.span).is_some());
    heads.nth(1).is_some()
}

fn without_labels(document: &Document, lines: &[AnalysedLine], entities: &[FoundEntity]) -> Turns {
    let mut turns = Turns::default();
    for turn in unlabelled::find(document, lines, entities) {
        turns.standing_for.push(if turn.is_question { StandsFor::Nobody } else { StandsFor::Interviewee });
        turns.quotes.push(quote(turn, None));
    }
    turns
}

fn labelled(
    document: &Document,
    words: &[Word],
    lines: &[AnalysedLine],
    entities: &mut Vec<FoundEntity>,
) -> Turns {
    let reader = LabelReader::new(document, words, entities);
    let candidates = evidence::candidates(document, lines, &reader);
    if candidates.is_empty() {
        return Turns::default();
    }
    let accepted = evidence::accept(document, lines, &candidates);
    let labels: Vec<&LabelCandidate> =
        candidates.iter().filter(|candidate| accepted.kind(&candidate.label.key).is_some()).collect();
    if labels.is_empty() {
        return Turns::default();
    }
    let taken = contents::take(document, lines, &labels, |key| accepted.asks(key));
    let mut turns = Turns::default();
    for turn in taken {
        let candidate = turn.label.map(|label| labels[label]);
        turns.standing_for.push(stands_for(document, candidate, &reader));
        turns.quotes.push(quote(turn, candidate.map(|candidate| &candidate.head)));
    }
    let named: Vec<(Span, LabelKind, Span)> = labels
        .iter()
        .map(|candidate| {
            let kind = accepted.kind(&candidate.label.key).unwrap_or(candidate.label.kind);
            (candidate.head.name, kind, candidate.label.core)
        })
        .collect();
    put_persons(&named, entities);
    turns
}

fn stands_for(document: &Document, candidate: Option<&LabelCandidate>, reader: &LabelReader) -> StandsFor {
    match candidate.map(|candidate| (candidate.label.kind, candidate.head.name)) {
        None => StandsFor::Nobody,
        Some((LabelKind::Answerer, _)) => StandsFor::Interviewee,
        Some((LabelKind::Initials, name)) => {
            reader.person_of_initials(document.slice(name)).map_or(StandsFor::Itself, StandsFor::Person)
        }
        Some(_) => StandsFor::Itself,
    }
}

fn quote(turn: TurnWords, head: Option<&LineHead>) -> FoundQuote {
    let confidence = if head.is_some() { CONFIDENCE } else { CONFIDENCE_WITHOUT_LABEL };
    FoundQuote {
        spans: turn.spans,
        kind: QuoteKind::Direct,
        source_kind: SourceKind::Turn,
        is_question: turn.is_question,
        speaker: head.map(|head| head.name),
        speaker_name: None,
        cue: None,
        confidence,
        words_confidence: confidence,
        why: Why::Label,
    }
}

/// Makes the names in labels persons: what else was seen in a label is none.
fn put_persons(labels: &[(Span, LabelKind, Span)], entities: &mut Vec<FoundEntity>) {
    let mut next = 0;
    let mut kept = Vec::with_capacity(entities.len() + labels.len());
    for entity in entities.drain(..) {
        while next < labels.len() && labels[next].0.end() <= entity.span.start() {
            kept.extend(person_of(labels[next]));
            next += 1;
        }
        let in_label = labels.get(next).is_some_and(|(name, ..)| name.overlaps(entity.span));
        if !in_label {
            kept.push(entity);
        }
    }
    kept.extend(labels[next..].iter().filter_map(|label| person_of(*label)));
    *entities = kept;
}

fn person_of((_, kind, core): (Span, LabelKind, Span)) -> Option<FoundEntity> {
    (kind == LabelKind::Person).then_some(FoundEntity {
        span: core,
        kind: EntityKind::Person,
        name: String::new(),
        confidence: CONFIDENCE,
        why: Why::Label,
    })
}

impl Turns {
    /// Names the speakers of those turns whose labels do not: "A:" is the person who is asked, "HOST" who says "I'm Ada
    /// Lund". The entities have their names.
    pub(crate) fn name_speakers(&mut self, document: &Document, entities: &[FoundEntity]) {
        let interviewee = self.interviewee(document, entities);
        let own_names = self.own_names(document, entities);
        for (turn, stands_for) in self.quotes.iter_mut().zip(&self.standing_for) {
            turn.speaker_name = match stands_for {
                StandsFor::Nobody => None,
                StandsFor::Interviewee => {
                    turn.speaker = turn.speaker.or(interviewee.map(|person| person.span));
                    interviewee.map(|person| person.name.clone())
                }
                StandsFor::Person(span) => person_at(entities, *span).map(|person| person.name.clone()),
                StandsFor::Itself => turn
                    .speaker
                    .and_then(|label| own_names.get(&document.slice(label).to_lowercase()).cloned()),
            };
        }
    }

    /// Who is asked, where he is named in the most words: the one person named above the first turn, or the one named
    /// there most. "Ida Lund spoke to us" counts for more.
    fn interviewee<'a>(&self, document: &Document, entities: &'a [FoundEntity]) -> Option<&'a FoundEntity> {
        let start = self.quotes.first()?.spans.first()?.start();
        let is_byline = |entity: &FoundEntity| {
            let paragraph = document.paragraphs().get(document.paragraph_at(entity.span.start()));
            paragraph.is_some_and(|paragraph| paragraph.role == Role::Byline)
        };
        let labelled: HashSet<&str> = self
            .quotes
            .iter()
            .filter_map(|turn| person_at(entities, turn.speaker?))
            .map(|person| person.name.as_str())
            .collect();
        let is_asked = |entity: &&FoundEntity| {
            entity.kind == EntityKind::Person
                && !is_byline(entity)
                && !labelled.contains(entity.name.as_str())
        };
        let mut mentions: BTreeMap<&str, usize> = BTreeMap::new();
        let above = || entities.iter().take_while(|entity| entity.span.end() <= start).filter(is_asked);
        for person in above() {
            let weight = if speaks(document, person.span) { SPEAKING } else { 1 };
            *mentions.entry(&person.name).or_default() += weight;
        }
        let (name, most) = mentions.iter().max_by_key(|(_, count)| **count)?;
        let is_alone = mentions.values().filter(|count| *count == most).count() == 1;
        // Of mentions with as many words the first.
        above()
            .filter(|person| is_alone && person.name == *name)
            .min_by_key(|person| std::cmp::Reverse(document.slice(person.span).split_whitespace().count()))
    }

    /// By labels in small letters: the names that the speakers give themselves.
    fn own_names(&self, document: &Document, entities: &[FoundEntity]) -> HashMap<String, String> {
        let phrases = &document.language().turns.own_name;
        // With the letter before it: a turn may name very many persons.
        let longest = 1 + phrases.iter().map(|phrase| phrase.chars().count()).max().unwrap_or(0);
        let mut names = HashMap::new();
        for turn in &self.quotes {
            let (Some(label), Some(words)) = (turn.speaker, turn.spans.first()) else { continue };
            let first = entities.partition_point(|entity| entity.span.start() < words.start());
            let within = entities[first..].iter().take_while(|entity| entity.span.end() <= words.end());
            let named = within.filter(|entity| entity.kind == EntityKind::Person).find(|entity| {
                let before = document.slice(Span::new(words.start(), entity.span.start())).trim_end();
                let near = before.char_indices().rev().nth(longest - 1).map_or(0, |(at, _)| at);
                let before = before[near..].to_lowercase();
                phrases.iter().any(|phrase| {
                    before
                        .strip_suffix(phrase.as_str())
                        .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
                })
            });
            if let Some(named) = named {
                names.entry(document.slice(label).to_lowercase()).or_insert_with(|| named.name.clone());
            }
        }
        names
    }
}

/// Mentions that one counts for where its person is said to speak.
const SPEAKING: usize = 3;
/// Tokens beside a name in which a word of speaking is looked for: "with its director, Ida Lund", "Ida Lund also says".
const TOKENS_BESIDE: usize = 6;
const TOKENS_TO_VERB: usize = 2;

/// Whether somebody is said to speak or to be interviewed: "Ida Lund tells", "an interview with Ida Lund".
fn speaks(document: &Document, person: Span) -> bool {
    let language = document.language();
    let tokens = document.tokens_in(person);
    let all = document.tokens();
    let within = document.paragraphs()[document.paragraph_at(person.start())].tokens.clone();
    let after = tokens.end..within.end.min(tokens.end + TOKENS_TO_VERB);
    let from = within.start.max(tokens.start.saturating_sub(TOKENS_BESIDE));
    let before = Span::new(all[from].span.start(), person.start());
    let before = document.slice(before).to_lowercase();
    let is_verb = |t: usize| language.quotes.speech.look_up(document.word(t)).verb.is_some();
    after.into_iter().any(is_verb)
        || language.turns.interviews.iter().any(|phrase| before.contains(phrase.as_str()))
}

pub(super) fn person_at(entities: &[FoundEntity], span: Span) -> Option<&FoundEntity> {
    let first = entities.partition_point(|entity| entity.span.end() <= span.start());
    entities.get(first).filter(|entity| entity.span.overlaps(span) && entity.kind == EntityKind::Person)
}
