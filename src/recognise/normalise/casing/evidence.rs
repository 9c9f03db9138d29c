//! How the paragraphs of an article that have both cases write its words.

use crate::document::{Document, TokenKind};
use crate::learn::hash::{self, Map};
use crate::recognise::words::{self, Looks};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordCase {
    Small,
    Capital,
    Shouted,
}

/// By the hash of a word in small letters: how often it is small, with a capital, and all in capitals.
pub(super) struct CaseEvidence {
    counts: Map<[u32; 3]>,
}

impl CaseEvidence {
    /// Of all paragraphs but those of one case. The first word of a sentence shows nothing.
    pub(super) fn of(document: &Document, but: &[usize]) -> CaseEvidence {
        let mut counts: Map<[u32; 3]> = Map::default();
        let neighbours = &document.language().neighbours;
        let mut small = vec![];
        for (index, paragraph) in document.paragraphs().iter().enumerate() {
            if but.binary_search(&index).is_ok() || !paragraph.role.is_analysed() {
                continue;
            }
            for sentence in &document.sentences()[paragraph.sentences.clone()] {
                let is_word = |&token: &usize| document.tokens()[token].kind == TokenKind::Word;
                for token in sentence.tokens.clone().filter(is_word).skip(1) {
                    let looks =
                        words::look_up_alone(document.word(token), words::lexicon(), neighbours).looks;
                    let case = match () {
                        _ if looks.has(Looks::ALL_CAPITALS) => WordCase::Shouted,
                        _ if looks.has(Looks::CAPITAL) => WordCase::Capital,
                        _ => WordCase::Small,
                    };
                    words::plain(document.word(token), &mut small);
                    counts.entry(hash::word(&small)).or_default()[case as usize] += 1;
                }
            }
        }
        CaseEvidence { counts }
    }

    /// How a word is written most often, where it stands elsewhere.
    pub(super) fn case(&self, lower: u64) -> Option<WordCase> {
        let [small, capital, shouted] = *self.counts.get(&lower)?;
        Some(match () {
            _ if capital.max(shouted) <= small => WordCase::Small,
            _ if shouted < capital => WordCase::Capital,
            _ => WordCase::Shouted,
        })
    }
}
