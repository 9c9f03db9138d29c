//! What introduces a passage that is set off: "Mara Lund wrote on her blog:", "The statement reads in full:".

use crate::annotation::EntityKind;
use crate::document::Document;
use crate::lang::speech::WordClass;
use crate::recognise::found::FoundEntity;
use crate::recognise::marks::Marked;
use crate::recognise::quotes::clauses::units::{self, ClauseUnit, UnitShape, hull};
use crate::recognise::quotes::cues;
use crate::span::Span;

/// Words that introduce what follows them.
pub(super) struct Introduction {
    pub speaker: Option<Span>,
    /// The verb of saying; the colon where there is none.
    pub cue: Option<Span>,
    pub has_colon: bool,
    /// A verb of saying stands right before the colon, but for where and when: nothing else is what was said.
    pub is_bare: bool,
    /// It says that all of something follows.
    pub announces_whole: bool,
    /// It says where something was written: on a blog, in a letter.
    pub names_place: bool,
}

/// Units of a sentence that are read; longer ones are no introductions.
const LONGEST: usize = 80;

/// What the end of a paragraph introduces, if it may introduce anything.
pub(super) fn read(
    document: &Document,
    marked: &[Marked],
    entities: &[FoundEntity],
    paragraph: usize,
) -> Option<Introduction> {
    let words = &document.language().quotes;
    let tokens = document.paragraphs()[paragraph].tokens.clone();
    let from = marked.partition_point(|m| m.paragraph < paragraph);
    let to = marked.partition_point(|m| m.paragraph <= paragraph);
    let outer: Vec<usize> = (from..to).filter(|&m| marked[m].depth == 0).collect();
    let units = units::of_paragraph(document, tokens, marked, &outer);
    let has_colon = units.last()?.shape == UnitShape::Colon;
    let end = units.len() - usize::from(has_colon || units.last()?.shape == UnitShape::Stop);
    let start = units[..end].iter().rposition(|u| u.shape == UnitShape::Stop).map_or(0, |at| at + 1);
    let sentence = &units[start.max(units.len().saturating_sub(LONGEST))..units.len()];
    let verbs = cues::find::find(sentence, words);
    let paragraph_start = document.paragraphs()[paragraph].span.start();
    let near = NearNames { document, entities, within: Span::new(paragraph_start, hull(sentence).end()) };
    let verb = verbs
        .iter()
        .rev()
        .find(|verb| verb.subject.clone().is_some_and(|subject| near.may_speak(&sentence[subject])));
    let turns = &document.language().turns;
    let text = document.slice(hull(sentence)).to_lowercase();
    let names_place = sentence.iter().any(|unit| turns.posting_places.contains_ignoring_case(unit.word));
    let announces_whole = turns.announcements.iter().any(|phrase| text.contains(phrase.as_str()));
    let subject = verb.and_then(|verb| verb.subject.clone()).map(|subject| hull(&sentence[subject]));
    let speaker = match subject {
        Some(subject) if !near.stands_for_text(subject) => Some(subject),
        _ => near.author(hull(sentence)).or(subject),
    };
    let cue = verb.map(|verb| hull(&sentence[verb.verb.clone()]));
    let is_bare = verb.is_some_and(|verb| is_bare(&sentence[verb.verb.end..]));
    let colon = has_colon.then(|| sentence[sentence.len() - 1].span);
    let introduces = has_colon || verb.is_some() && names_place || announces_whole;
    introduces.then_some(Introduction {
        speaker,
        cue: cue.or(colon),
        has_colon,
        is_bare: has_colon && is_bare,
        announces_whole,
        names_place,
    })
}

/// Whether nothing but where, when and how follows a verb of saying.
fn is_bare(after: &[ClauseUnit]) -> bool {
    let Some(first) = after.first() else { return false };
    first.shape == UnitShape::Colon
        || first.shape == UnitShape::Comma
        || [WordClass::Preposition, WordClass::Adverb, WordClass::Day, WordClass::Time]
            .into_iter()
            .any(|class| first.is(class))
}

/// The names around an introduction.
struct NearNames<'a> {
    document: &'a Document,
    entities: &'a [FoundEntity],
    within: Span,
}

impl NearNames<'_> {
    /// Whether a subject is a noun phrase: not "like to see", nor "Norland breaks Union" before "rules:".
    fn may_speak(&self, subject: &[ClauseUnit]) -> bool {
        let is_phrase = |unit: &ClauseUnit| {
            unit.word.starts_with(|c: char| !c.is_lowercase())
                || [WordClass::Determiner, WordClass::Possessive, WordClass::Pronoun, WordClass::RoleNoun]
                    .into_iter()
                    .any(|class| unit.is(class))
        };
        let names: Vec<Span> = self.names_of_any_kind(hull(subject)).collect();
        let is_split = names.windows(2).any(|pair| {
            let between = self.document.tokens_in(Span::new(pair[0].end(), pair[1].start()));
            let (verbs, words) = (&self.document.language().quotes.speech, between.clone());
            let is_alone = words.len() == 1;
            is_alone
                && between.into_iter().all(|t| {
                    let word = self.document.word(t);
                    word.starts_with(char::is_lowercase)
                        && word.ends_with('s')
                        && !verbs.look_up(word).is_function_word()
                })
        });
        let addressed = &self.document.language().turns.second_persons;
        let is_reader = subject.len() == 1 && addressed.contains_ignoring_case(subject[0].word);
        subject.first().is_some_and(is_phrase) && !is_split && !is_reader
    }

    fn names_of_any_kind(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        let here = self.entities[first..].iter().take_while(move |entity| entity.span.start() < span.end());
        here.map(|entity| entity.span)
    }

    /// Whether a subject is what was written, or "it": not who wrote it.
    fn stands_for_text(&self, subject: Span) -> bool {
        let speakers = &self.document.language().speakers;
        let tokens = self.document.tokens_in(subject);
        let has_name = self.names(subject).next().is_some();
        !has_name
            && tokens.into_iter().any(|t| {
                let word = self.document.word(t);
                speakers.documents.contains_ignoring_case(word)
                    || speakers.of_bodies.contains_ignoring_case(word)
            })
    }

    /// Whose words are announced without a verb: "A letter from Ida Lund:", "Ida Lund's statement:".
    fn author(&self, sentence: Span) -> Option<Span> {
        let speakers = &self.document.language().speakers;
        let tokens = self.document.tokens();
        let owns = |span: &&Span| {
            let own = self.document.tokens_in(**span);
            let before = own.start.checked_sub(1).map_or("", |t| self.document.word(t));
            let clitic =
                tokens.get(own.end).is_some_and(|t| self.document.slice(t.span).ends_with(['s', 'S']))
                    && tokens.get(own.end).is_some_and(|t| t.span.start() == span.end());
            speakers.before_owners.contains_ignoring_case(before) || clitic
        };
        let here: Vec<Span> = self.names(sentence).collect();
        let nearest = || self.names(Span::new(self.within.start(), sentence.start())).last();
        here.iter().find(owns).or(here.first()).copied().or_else(nearest)
    }

    fn names(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.entities.partition_point(|entity| entity.span.end() <= span.start());
        self.entities[first..]
            .iter()
            .take_while(move |entity| entity.span.start() < span.end())
            .filter(|entity| matches!(entity.kind, EntityKind::Person | EntityKind::Org))
            .map(|entity| entity.span)
    }
}
