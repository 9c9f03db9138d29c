//! People, organisations, places, groups and the rest of what has a name; amounts of money; percentages.
//!
//! A tagger trained on annotated news marks the names; `tools/lab` trains it (`lab entities`), and
//! `tools/lab/ENTITIES_MODEL.md` says on what. Rules tell the kinds of places apart and find amounts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::FoundEntity;
use super::words::{self, Word};
use crate::annotation::Why;
use crate::document::Document;
use crate::learn::rows::{LANES, Scores};
use crate::learn::{BadModel, Marginals, Network, Reader, Rows, Tags};

mod amounts;
mod kinds;
pub(crate) mod second;
pub mod tagger;

/// The trained tagger.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    rows: Rows<'a>,
    tags: Tags,
    /// What it makes of the tags when it reads a second time.
    second: Network,
    level: Tags,
}

/// What a step of a score is worth after the second reading, in natural logarithms of chances.
const STEP: f32 = 0.01;

impl<'a> Tagger<'a> {
    /// A tagger from the bytes that `tools/lab` writes.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Tagger<'a>, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"ent2")?;
        let tagger = Tagger {
            rows: Rows::read(&mut reader)?,
            tags: Tags::read(&mut reader)?,
            second: Network::read(&mut reader)?,
            level: Tags::level(tagger::TAGS, STEP),
        };
        let fits = tagger.rows.labels() == tagger::TAGS
            && tagger.tags.count() == tagger::TAGS
            && tagger.second.inputs() == second::INPUTS;
        if fits { Ok(tagger) } else { Err(BadModel) }
    }
}

/// The tagger that the program carries.
pub fn tagger() -> &'static Tagger<'static> {
    static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
        Tagger::from_bytes(include_bytes!("entities/entities.bin"))
            .expect("the program's own weights are whole")
    });
    &TAGGER
}

/// The named things of a document, in the order of the text, without overlaps.
pub fn find(document: &Document) -> Vec<FoundEntity> {
    let words = words::look_up(document, words::lexicon());
    find_with(document, &words, tagger())
}

/// The same with words that were looked up before and a tagger of one's own.
pub fn find_with(document: &Document, words: &[Word], tagger: &Tagger) -> Vec<FoundEntity> {
    let mut runs = read_runs(document, words, tagger);
    second::read_again(words, &mut runs, tagger);
    let mut found = vec![];
    let (mut work, mut tags, mut chances) = (vec![], vec![], Marginals::default());
    let mut told = HashMap::new();
    let mut runs = runs.iter().peekable();
    for paragraph in document.paragraphs().iter().filter(|p| p.role.is_analysed()) {
        let first = found.len();
        while let Some(run) = runs.next_if(|run| run.tokens.start < paragraph.tokens.end) {
            tagger.level.best(&run.scores, &mut work, &mut tags);
            let spans = tagger::spans(&tags);
            if !spans.is_empty() {
                chances.read(&tagger.level, &run.scores);
            }
            for (span, kind) in spans {
                let chance = chances.of_span(&tagger.level, span.start, span.end, kind);
                let tokens = run.tokens.start + span.start..run.tokens.start + span.end;
                for tokens in tagger::apart(document, tokens, kind) {
                    let Some(mut entity) = entity(document, tokens.clone(), kind, chance) else { continue };
                    if let Some(kind) = kinds::in_context(document, words, &tokens, entity.kind) {
                        entity.kind = kind;
                        told.insert(entity.name.clone(), kind);
                    }
                    found.push(entity);
                }
            }
        }
        add_amounts(&mut found, first, amounts::find(document, paragraph.tokens.clone()));
    }
    kinds::unite(&document.language().entities, &mut found, &told);
    kinds::spread(&mut found, &told);
    found
}

/// A run of tokens that may hold names, with the scores of their tags.
struct Run {
    tokens: Range<usize>,
    scores: Vec<Scores>,
}

fn read_runs(document: &Document, words: &[Word], tagger: &Tagger) -> Vec<Run> {
    let mut runs = vec![];
    let mut slots = tagger::Slots::new(tagger.rows.bits());
    for paragraph in document.paragraphs().iter().filter(|p| p.role.is_analysed()) {
        for sentence in &document.sentences()[paragraph.sentences.clone()] {
            for tokens in tagger::runs(words, sentence.tokens.clone()) {
                let score = |i: usize| {
                    tagger::see(words, &sentence.tokens, i, &mut slots);
                    let mut sums = [0; LANES];
                    slots.rows().iter().for_each(|&row| tagger.rows.add(row, &mut sums));
                    sums
                };
                runs.push(Run { scores: tokens.clone().map(score).collect(), tokens });
            }
        }
    }
    runs
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
    names.sort_by_key(|e| e.span);
    found.extend(names);
}

fn entity(document: &Document, tokens: Range<usize>, kind: usize, confidence: f32) -> Option<FoundEntity> {
    let span = tagger::place(document, tokens, kind)?;
    let name = document.slice(span).to_string();
    let kind = kinds::kind_of(&document.language().entities, &name, kind);
    Some(FoundEntity { span, kind, name, confidence, why: Why::Model })
}
