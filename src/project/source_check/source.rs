//! A source as the check reads it: its words, and who says which of them.

use crate::anchor::{HashedWord, WordIndex};
use crate::annotation::EntityKind;
use crate::document::{Document, MediaTime};
use crate::recognise::names::name_forms;
use crate::recognise::pipeline::{LabelledTurn, labelled_turns};
use crate::sorting::Sorting as _;
use crate::span::{Pos, Span};

/// A text that quotations are checked against: a transcript, a speech, a press release, another article. Made once, it
/// serves any number of articles.
///
/// Turns behind the labels of their speakers are found, and their times where the document has them.
///
/// ```
/// use pullquote::{Document, SourceText};
///
/// let transcript = Document::from_text("Ida Moor: We stay.\n\nTomas Rey: For how long?\n\nIda Moor: For years.");
/// let source = SourceText::new("interview.txt", &transcript);
/// assert_eq!(source.name(), "interview.txt");
/// ```
pub struct SourceText<'d> {
    name: String,
    document: &'d Document,
    pub(super) words: WordIndex<'d>,
    // Invariant: in the order of the text, disjoint.
    turns: Vec<(Span, usize)>,
    speakers: Vec<SourceSpeaker>,
    pub(super) signs: WrittenSigns,
}

/// Who speaks in a source.
pub(super) struct SourceSpeaker {
    pub name: String,
    /// The words of a person's name, in small letters and without titles; none where the label names no person.
    pub person: Option<Vec<String>>,
}

/// What the writing of a source can show. Captions in capitals tell no names from words, and what a machine wrote down has
/// no marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenSigns {
    pub has_case: bool,
    pub has_marks: bool,
}

/// Among how many words one of a sentence's marks is found at least, and one with a small and one with a great letter, in
/// a text that has them. Sentences of 50 words are rare, and a text of 200 words without a name or a sentence's start is
/// none.
const WORDS_A_MARK: usize = 50;
const WORDS_A_CAPITAL: usize = 200;

impl<'d> SourceText<'d> {
    /// A source. `name` is what reports call it: the name of its file.
    pub fn new(name: impl Into<String>, document: &'d Document) -> SourceText<'d> {
        SourceText::with_turns(name, document, labelled_turns(document))
    }

    /// A source whose labelled turns are known.
    pub(crate) fn with_turns(
        name: impl Into<String>,
        document: &'d Document,
        labelled: Vec<LabelledTurn>,
    ) -> SourceText<'d> {
        let words = WordIndex::new(document.text());
        let (mut turns, mut speakers) = (vec![], Vec::<SourceSpeaker>::new());
        for turn in labelled {
            let known = speakers.iter().position(|known| known.name == turn.speaker);
            let speaker = known.unwrap_or_else(|| {
                let name_words = name_forms::words(document.language(), &turn.speaker, EntityKind::Person);
                let person = turn.is_person.then_some(name_words);
                speakers.push(SourceSpeaker { name: turn.speaker.clone(), person });
                speakers.len() - 1
            });
            turns.extend(turn.spans.into_iter().map(|span| (span, speaker)));
        }
        turns.order();
        let signs = WrittenSigns::of(document.text(), words.words.len());
        SourceText { name: name.into(), document, words, turns, speakers, signs }
    }

    /// What reports call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text, with all that is known of it.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Who says the word that stands at a position, where a label says so.
    pub(super) fn speaker_at(&self, pos: Pos) -> Option<&SourceSpeaker> {
        let turn = self.turns.partition_point(|(span, _)| span.end() <= pos);
        let (span, speaker) = self.turns.get(turn)?;
        span.contains(pos).then(|| &self.speakers[*speaker])
    }

    /// When the word that stands at a position is said.
    pub(super) fn time_at(&self, pos: Pos) -> Option<MediaTime> {
        self.document.time_at(pos)
    }

    /// From the start of the first to the end of the last of some words.
    pub(super) fn span(&self, words: &std::ops::Range<usize>) -> Span {
        let all: &[HashedWord] = &self.words.words;
        match words.is_empty() {
            false => Span::new(all[words.start].start as usize, all[words.end - 1].end as usize),
            // Behind the word before.
            true => {
                let at = words.start.checked_sub(1).map_or(0, |before| all[before].end as usize);
                Span::new(at, at)
            }
        }
    }

    /// What stands between a word and the next.
    pub(super) fn gap_after(&self, word: usize) -> &'d str {
        gap_after(self.document.text(), &self.words.words, word)
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap_before(&self, word: usize) -> &'d str {
        let start = word.checked_sub(1).map_or(0, |before| self.words.words[before].end as usize);
        &self.document.text()[start..self.words.words[word].start as usize]
    }
}

/// What stands between a word of a text and the next, or the end.
pub(super) fn gap_after<'t>(text: &'t str, words: &[HashedWord], word: usize) -> &'t str {
    let end = words.get(word + 1).map_or(text.len(), |next| next.start as usize);
    &text[words[word].end as usize..end]
}

impl WrittenSigns {
    fn of(text: &str, n_words: usize) -> WrittenSigns {
        let count = |is_counted: fn(char) -> bool| text.chars().filter(|c| is_counted(*c)).count();
        let marks = count(|c| matches!(c, '.' | ',' | '?' | '!' | '。' | '，' | '、'));
        let (great, small) = (count(char::is_uppercase), count(char::is_lowercase));
        WrittenSigns {
            has_marks: n_words <= WORDS_A_MARK * marks,
            has_case: n_words <= WORDS_A_CAPITAL * great.min(small),
        }
    }
}
