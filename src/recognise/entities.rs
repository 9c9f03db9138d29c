//! People, organisations, places, groups and the rest of what has a name; amounts of money; percentages.
//!
//! A tagger trained on annotated news marks the names; `tools/lab` trains it (`lab entities`), and
//! `tools/lab/ENTITIES_MODEL.md` says on what. Rules tell the kinds of places apart and find amounts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::FoundEntity;
use super::deep::NamesRead;
#[cfg(any(test, feature = "training"))]
use super::words;
use super::words::Word;
use crate::annotation::Why;
use crate::document::Document;
use crate::learn::crf::{Marginals, TransitionTable, bioes};
use crate::learn::{BadModel, Network, Reader};
use crate::sorting::Sorting as _;
use tagger::{FirstPass, TAGS};

mod amounts;
pub(super) mod confidence;
mod corrections;
mod datelines;
pub(crate) mod features;
mod kinds;
pub(crate) mod name_spans;
pub(crate) mod second_pass;
pub(crate) mod tagger;

/// The trained tagger: a first pass over runs of tokens, and a second that knows the whole article.
#[derive(Clone, Debug)]
pub struct EntityTagger {
    first: FirstPass,
    second: Network,
    /// The second pass gives probabilities, so all legal steps between tags are equally good.
    after_second: TransitionTable,
}

impl EntityTagger {
    /// A tagger from the bytes that `tools/lab` writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<EntityTagger, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"ent2")?;
        let tagger = EntityTagger {
            first: FirstPass::read(&mut reader)?,
            second: Network::read(&mut reader)?,
            after_second: TransitionTable::uniform(TAGS, second_pass::SCORE_STEP),
        };
        if tagger.second.inputs() == second_pass::INPUTS { Ok(tagger) } else { Err(BadModel) }
    }

    /// The tokens of a document that the second pass gets, as it gets them.
    #[cfg(any(test, feature = "training"))]
    pub fn second_pass_tokens(
        &self,
        document: &Document,
        words: &[Word],
    ) -> Vec<second_pass::SecondPassToken> {
        second_pass::tokens(document, words, &self.first)
    }
}

/// The tagger that the program carries.
pub fn tagger() -> &'static EntityTagger {
    static TAGGER: LazyLock<EntityTagger> = LazyLock::new(|| {
        EntityTagger::from_bytes(include_bytes!("entities/entities.bin"))
            .expect("the program's own weights are whole")
    });
    &TAGGER
}

/// The named things of a document, in the order of the text, without overlaps.
#[cfg(any(test, feature = "training"))]
pub fn find(document: &Document) -> Vec<FoundEntity> {
    let words = words::look_up(document, words::lexicon());
    find_with(document, &words, tagger())
}

/// The same with words that were looked up before and a tagger of one's own.
pub fn find_with(document: &Document, words: &[Word], tagger: &EntityTagger) -> Vec<FoundEntity> {
    find_after(None, document, words, tagger)
}

/// The same, weighed with a second reading's word on names.
pub(super) fn find_after(
    read: Option<&NamesRead>,
    document: &Document,
    words: &[Word],
    tagger: &EntityTagger,
) -> Vec<FoundEntity> {
    let mut runs = tagger.first.score(document, words);
    second_pass::rescore(words, &mut runs, &tagger.first, &tagger.second);
    if let Some(read) = read {
        for run in &mut runs {
            run.tokens.clone().zip(&mut run.scores).for_each(|(token, scores)| read.weigh(token, scores));
        }
    }
    let mut found = vec![];
    let (mut work, mut tags, mut marginals) = (vec![], vec![], Marginals::default());
    let mut told = HashMap::new();
    let mut runs = runs.iter().peekable();
    for paragraph in document.paragraphs().iter().filter(|p| p.is_read_as_english()) {
        let first = found.len();
        while let Some(run) = runs.next_if(|run| run.tokens.start < paragraph.tokens.end) {
            tagger.after_second.best(&run.scores, &mut work, &mut tags);
            let spans = bioes::spans(&tags);
            if !spans.is_empty() {
                marginals.compute(&tagger.after_second, &run.scores);
            }
            for (span, kind) in spans {
                let probability = marginals.of_span(&tagger.after_second, span.start, span.end, kind);
                let tokens = run.tokens.start + span.start..run.tokens.start + span.end;
                for tokens in name_spans::split_places(document, tokens, kind) {
                    let Some(mut entity) = entity(document, tokens.clone(), kind, probability) else {
                        continue;
                    };
                    if let Some(kind) = kinds::in_context(document, words, &tokens, entity.kind) {
                        entity.kind = kind;
                        told.insert(entity.name.clone(), kind);
                    }
                    found.push(entity);
                }
            }
        }
        let mut names = found.split_off(first);
        datelines::replace(document, paragraph.tokens.clone(), &mut names);
        found.append(&mut names);
        add_amounts(&mut found, first, amounts::find(document, paragraph.tokens.clone()));
    }
    name_spans::take_in_nicknames(document, &mut found);
    kinds::take_surest(&document.language().entities, &mut found, &told);
    kinds::take_told(&mut found, &told);
    corrections::correct(document, words, &mut found);
    found
}

/// Adds the amounts of the paragraph whose names begin at `first`. An amount goes before a name that it overlaps:
/// "US" in "US$5" is no country.
fn add_amounts(found: &mut Vec<FoundEntity>, first: usize, amounts: Vec<FoundEntity>) {
    if amounts.is_empty() {
        return;
    }
    let mut names = found.split_off(first);
    names.retain(|name| {
        let after = amounts.partition_point(|a| a.span.end() <= name.span.start());
        amounts.get(after).is_none_or(|a| !a.span.overlaps(name.span))
    });
    names.extend(amounts);
    names.order_by_key(|e| e.span);
    found.extend(names);
}

fn entity(document: &Document, tokens: Range<usize>, kind: usize, confidence: f32) -> Option<FoundEntity> {
    let span = name_spans::span_of(document, tokens, kind)?;
    let name = document.slice(span).to_string();
    let kind = kinds::kind_of(&document.language().entities, &name, kind);
    Some(FoundEntity { span, kind, name, confidence, why: Why::Model })
}
