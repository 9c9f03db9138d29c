//! Attributions in Chinese and Japanese, which part no words: 「…」と田中市長は述べた, 市长王敏说：“…”.

use super::prose::Prose;
use crate::recognise::marks::Marked;
use crate::span::Span;

/// The words that say who spoke, as stretches of text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BlanklessAttribution {
    pub cue: Option<Span>,
    pub speaker: Option<Span>,
}

/// The particles that end a Japanese subject or topic, and what ends where it was said.
const SUBJECT_ENDS: [char; 2] = ['は', 'が'];

/// The longest name or description before its verb, in letters.
const LONGEST_SPEAKER: usize = 14;

impl Prose<'_> {
    /// Who is said to have said a marked stretch.
    pub(super) fn blankless_attribution(&self, marked: &Marked) -> Option<BlanklessAttribution> {
        let text = self.document.text();
        let paragraph = self.span(&(self.start..self.end));
        let (from, to) = (marked.span.start().index(), marked.span.end().index());
        let after = &text[to..paragraph.end().index()];
        let after = &after[..after.find(['。', '！', '？', '「', '“', '\n']).unwrap_or(after.len())];
        let before = &text[paragraph.start().index()..from];
        let start = before
            .rfind(['。', '！', '？', '」', '”'])
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let before = &before[start..];
        match self.language.speech.sources.first() {
            Some(particle) => {
                self.in_japanese(before, after.strip_prefix(particle.as_str())?, (from, to + particle.len()))
            }
            None => self.in_chinese(before, after, from, to),
        }
    }

    /// `said` is what follows the particle, which ends at the second position; the marks open at the first.
    fn in_japanese(
        &self,
        before: &str,
        said: &str,
        (from, to): (usize, usize),
    ) -> Option<BlanklessAttribution> {
        let (at, cue) = self.first_cue(said)?;
        let start = to + at;
        let subject = &said[..at];
        let speaker = match subject.find(SUBJECT_ENDS) {
            Some(end) => speaker_span(to, &subject[..end]),
            None => {
                before.find(SUBJECT_ENDS).and_then(|end| speaker_span(from - before.len(), &before[..end]))
            }
        };
        Some(BlanklessAttribution { cue: Some(Span::new(start, start + cue.len())), speaker })
    }

    fn in_chinese(&self, before: &str, after: &str, from: usize, to: usize) -> Option<BlanklessAttribution> {
        let clause = before.trim_end_matches(['：', ':', '，', ',']);
        let introduces = clause.len() < before.len();
        let base = from - before.len();
        if introduces && let Some((at, cue)) = self.last_cue(clause) {
            let named = &clause[..at];
            let speaker = speaker_span(base, &named[..self.speaker_end(named)]);
            return Some(BlanklessAttribution {
                cue: Some(Span::new(base + at, base + at + cue.len())),
                speaker,
            });
        }
        let skipped = after.len() - after.trim_start_matches(['，', ',']).len();
        let said = &after[skipped..];
        let (at, cue) =
            self.first_cue(said).filter(|(at, _)| said[..*at].chars().count() <= LONGEST_SPEAKER)?;
        let start = to + skipped;
        let speaker = speaker_span(start, &said[..self.speaker_end(&said[..at])]);
        Some(BlanklessAttribution { cue: Some(Span::new(start + at, start + at + cue.len())), speaker })
    }

    /// Where the words for a speaker end: before a day or an adverb.
    fn speaker_end(&self, words: &str) -> usize {
        let ends = self.language.speech.ends_speaker.words();
        ends.filter_map(|end| words.find(end)).filter(|at| 0 < *at).min().unwrap_or(words.len())
    }

    fn first_cue(&self, text: &str) -> Option<(usize, &'static str)> {
        let places = self.language.speech.cues.words().filter_map(|cue| Some((text.find(cue)?, cue)));
        places.min_by_key(|(at, cue)| (*at, std::cmp::Reverse(cue.len())))
    }

    /// The cue that ends a text.
    fn last_cue(&self, text: &str) -> Option<(usize, &'static str)> {
        let cue = self
            .language
            .speech
            .cues
            .words()
            .filter(|cue| text.ends_with(cue))
            .max_by_key(|cue| cue.len())?;
        Some((text.len() - cue.len(), cue))
    }
}

/// The span of words for a speaker: what follows the last comma, if that is short enough.
fn speaker_span(start: usize, words: &str) -> Option<Span> {
    let from = words
        .rfind(['、', '，', ','])
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    let words = &words[from..];
    let length = words.chars().count();
    (0 < length && length <= LONGEST_SPEAKER).then(|| Span::new(start + from, start + from + words.len()))
}
