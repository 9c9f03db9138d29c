//! People, organisations, places, groups and the rest of what has a name; amounts of money; percentages.
//!
//! A tagger trained on annotated news marks the names; `tools/lab` trains it (`lab entities`), and
//! `tools/lab/ENTITIES_MODEL.md` says on what. Rules tell the kinds of places apart and find amounts.

use std::sync::LazyLock;

use super::features::{self, Word};
use super::{FoundEntity, amounts};
use crate::annotation::Why;
use crate::document::Document;
use crate::model::rows::{LANES, Scores};
use crate::model::{BadModel, Reader, Rows, Tags};

mod kinds;
pub mod tagger;

/// The trained tagger.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    rows: Rows<'a>,
    tags: Tags,
}

impl<'a> Tagger<'a> {
    /// A tagger from the bytes that `tools/lab` writes.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Tagger<'a>, BadModel> {
        let mut reader = Reader(bytes);
        reader.magic(b"ent1")?;
        let tagger = Tagger { rows: Rows::read(&mut reader)?, tags: Tags::read(&mut reader)? };
        let fits = tagger.rows.labels() == tagger::TAGS && tagger.tags.count() == tagger::TAGS;
        if fits { Ok(tagger) } else { Err(BadModel) }
    }
}

fn own_tagger() -> &'static Tagger<'static> {
    static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
        Tagger::from_bytes(include_bytes!("entities/entities.bin"))
            .expect("the program's own weights are whole")
    });
    &TAGGER
}

/// The named things of a document, in the order of the text, without overlaps.
pub fn find(document: &Document) -> Vec<FoundEntity> {
    let words = features::look_up(document, features::lexicon());
    find_with(document, &words, own_tagger())
}

/// The same with words that were looked up before and a tagger of one's own.
pub fn find_with(document: &Document, words: &[Word], tagger: &Tagger) -> Vec<FoundEntity> {
    let mut found: Vec<FoundEntity> = vec![];
    let mut slots = tagger::Slots::new(tagger.rows.bits());
    let (mut scores, mut work, mut tags): (Vec<Scores>, _, _) = (vec![], vec![], vec![]);
    for paragraph in document.paragraphs().iter().filter(|p| p.role.is_analysed()) {
        let first = found.len();
        for sentence in &document.sentences()[paragraph.sentences.clone()] {
            for run in tagger::runs(words, sentence.tokens.clone()) {
                scores.clear();
                for i in run.clone() {
                    tagger::see(words, &sentence.tokens, i, &mut slots);
                    let mut sums = [0; LANES];
                    slots.rows().iter().for_each(|&row| tagger.rows.add(row, &mut sums));
                    scores.push(sums);
                }
                tagger.tags.best(&scores, &mut work, &mut tags);
                let spans = tagger::spans(&tags, run.start);
                found.extend(spans.into_iter().filter_map(|(tokens, kind)| entity(document, tokens, kind)));
            }
        }
        add_amounts(&mut found, first, amounts::find(document, paragraph.tokens.clone()));
    }
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
    names.sort_by_key(|e| e.span);
    found.extend(names);
}

fn entity(document: &Document, tokens: std::ops::Range<usize>, kind: usize) -> Option<FoundEntity> {
    let span = tagger::place(document, tokens, kind)?;
    let name = document.slice(span).to_string();
    Some(FoundEntity { span, kind: kinds::kind_of(&name, kind), name, confidence: 0.8, why: Why::Model })
}
