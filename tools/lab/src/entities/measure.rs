//! Scores of the library's own recogniser on annotated sets, as `score_ner.py` counts them: exact matches of
//! span and kind, by kind; how far its confidence can be believed; how fast it is.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use pullquote::EntityKind;
use pullquote::Span;
use pullquote::training::entities::{self, EntityTagger, FoundEntity, MISC, NORP, ORG, PERSON, PLACE};
use pullquote::training::words::{self, Lexicon};

use super::corpus::{self, DEVELOPMENT, MONEY, Record, Set, Source};

const NAMES: [&str; 6] = ["PERSON", "ORG", "PLACE", "NORP", "MISC", "MONEY"];

/// Tenths of confidence: how many entities, and how many of them right.
type Reliability = [[u32; 2]; 10];

/// Right, predicted and gold entities of each kind.
#[derive(Default)]
struct Score {
    counts: [[u32; 3]; NAMES.len()],
    reliability: Reliability,
}

/// The kind as the sets have it: places in one, the miscellany in one.
pub fn kind_of(kind: EntityKind) -> Option<usize> {
    Some(match kind {
        EntityKind::Person => PERSON,
        EntityKind::Org => ORG,
        EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => PLACE,
        EntityKind::Norp => NORP,
        EntityKind::Money => MONEY,
        EntityKind::Percent => return None,
        EntityKind::Event | EntityKind::Work | EntityKind::Product | EntityKind::Law | EntityKind::Misc => {
            MISC
        }
    })
}

fn f1([right, predicted, gold]: [u32; 3]) -> f64 {
    if right == 0 { 0.0 } else { 200.0 * f64::from(right) / f64::from(predicted + gold) }
}

impl Score {
    fn add(&mut self, record: &Record, found: &[FoundEntity]) {
        let covered = |kind: usize| !record.set.leaves_open(kind);
        let gold: BTreeSet<(Span, usize)> =
            record.entities.iter().copied().filter(|e| covered(e.1)).collect();
        gold.iter().for_each(|e| self.counts[e.1][2] += 1);
        for entity in found {
            let Some(kind) = kind_of(entity.kind).filter(|&kind| covered(kind)) else { continue };
            let right = gold.contains(&(entity.span, kind));
            self.counts[kind][1] += 1;
            self.counts[kind][0] += u32::from(right);
            if kind != MONEY {
                let tenth = ((entity.confidence * 10.0) as usize).min(9);
                self.reliability[tenth][0] += 1;
                self.reliability[tenth][1] += u32::from(right);
            }
        }
    }

    /// F1 over persons, organisations and places.
    fn core(&self) -> f64 {
        let sum = |i: usize| [PERSON, ORG, PLACE].map(|k| self.counts[k][i]).iter().sum();
        f1([sum(0), sum(1), sum(2)])
    }

    fn line(&self, set: Set) -> String {
        let mut line = format!("entities {:<12} core {:.1}", set.folder(), self.core());
        for (name, &counts) in NAMES.iter().zip(&self.counts) {
            if counts[2] > 0 {
                write!(line, "  {name} {:.1}", f1(counts)).expect("a string can be written to");
            }
        }
        line
    }
}

/// Scores on the development sets, a line a set.
pub fn development(
    data: &Path,
    lexicon: &Lexicon,
    tagger: &EntityTagger,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut lines = vec![];
    for source in DEVELOPMENT {
        let mut score = Score::default();
        for record in corpus::read(data, source)? {
            score.add(&record, &find(&record, lexicon, tagger));
        }
        lines.push(score.line(source.set));
    }
    Ok(lines)
}

/// Scores on the articles of these sevenths, which the training left out.
pub fn held_out(
    data: &Path,
    lexicon: &Lexicon,
    tagger: &EntityTagger,
    sevenths: &[usize],
) -> Result<String, Box<dyn Error>> {
    let mut score = Score::default();
    let [source, ..] = corpus::TRAINING;
    for (i, record) in corpus::read(data, source)?.into_iter().enumerate() {
        if corpus::is_held_out(source, i, sevenths) {
            score.add(&record, &find(&record, lexicon, tagger));
        }
    }
    Ok(format!("held out: {}", score.line(source.set)))
}

pub fn find(record: &Record, lexicon: &Lexicon, tagger: &EntityTagger) -> Vec<FoundEntity> {
    let words = words::look_up(&record.document, lexicon);
    entities::find_with(&record.document, &words, tagger)
}

/// Prints what else there is to know: reliability, speed, and the mistakes on one set if asked for.
pub fn details(
    data: &Path,
    lexicon: &Lexicon,
    tagger: &EntityTagger,
    show: &str,
) -> Result<(), Box<dyn Error>> {
    for source in DEVELOPMENT {
        let records = corpus::read(data, source)?;
        let words: usize = records.iter().map(|r| r.document.text().split_whitespace().count()).sum();
        let begun = Instant::now();
        let found: Vec<Vec<FoundEntity>> = records.iter().map(|r| find(r, lexicon, tagger)).collect();
        let speed = words as f64 / begun.elapsed().as_secs_f64() / 1000.0;
        let mut score = Score::default();
        records.iter().zip(&found).for_each(|(record, found)| score.add(record, found));
        let share = |[all, right]: [u32; 2]| format!("{:.2}", f64::from(right) / f64::from(all.max(1)));
        let shares: Vec<String> = score.reliability.iter().map(|&tenth| share(tenth)).collect();
        println!(
            "{}: {speed:.0} k words/s; right by tenths of confidence {}",
            source.set.folder(),
            shares.join(" ")
        );
        if show == source.set.folder() {
            records.iter().zip(&found).for_each(|(record, found)| print_mistakes(record, found));
        }
    }
    Ok(())
}

/// Sets that tell some kinds within places and the miscellany apart.
const FINER: [Source; 4] = [
    Source { set: Set::Worldwide, part: "dev" },
    Source { set: Set::Gmb, part: "dev" },
    Source { set: Set::Crossner, part: "dev" },
    Source { set: Set::Wnut, part: "dev" },
];

const FINER_KINDS: [EntityKind; 7] = [
    EntityKind::Gpe,
    EntityKind::Loc,
    EntityKind::Fac,
    EntityKind::Event,
    EntityKind::Work,
    EntityKind::Law,
    EntityKind::Product,
];

/// How well the kinds within places and the miscellany are told apart: of the names that a set marks so, how many
/// are found as spans, and how many of those have the kind; and how many of the found ones of that kind are none.
pub fn finer(
    data: &Path,
    silver: &Path,
    lexicon: &Lexicon,
    tagger: &EntityTagger,
) -> Result<(), Box<dyn Error>> {
    let mut sets = vec![];
    for source in FINER {
        sets.push((source.set, corpus::read(data, source)?));
    }
    sets.push((Set::Silver, corpus::read_silver(data, silver)?));
    for (set, records) in sets {
        for kind in FINER_KINDS {
            let [mut marked, mut found, mut right, mut wrong] = [0; 4];
            for record in &records {
                let ours = find(record, lexicon, tagger);
                let marks: Vec<Span> = record.finer.iter().filter(|m| m.1 == kind).map(|m| m.0).collect();
                let group = |e: &&FoundEntity| kind_of(e.kind) == kind_of(kind);
                let same = |e: &&FoundEntity| marks.contains(&e.span);
                marked += marks.len();
                found += ours.iter().filter(group).filter(same).count();
                right += ours.iter().filter(same).filter(|e| e.kind == kind).count();
                let named = |e: &&FoundEntity| record.entities.iter().any(|(span, _)| *span == e.span);
                wrong += ours.iter().filter(|e| e.kind == kind && !same(e)).filter(named).count();
            }
            if marked > 0 {
                println!(
                    "{} {kind:?}: {marked} marked, {found} found, {right} as such; {wrong} others so",
                    set.folder()
                );
            }
        }
    }
    Ok(())
}

/// Characters around a mistake that are shown.
const CONTEXT: usize = 40;

fn print_mistakes(record: &Record, found: &[FoundEntity]) {
    let covered = |e: &(Span, usize)| !record.set.leaves_open(e.1);
    let found: BTreeSet<(Span, usize)> =
        found.iter().filter_map(|e| Some((e.span, kind_of(e.kind)?))).filter(covered).collect();
    let gold: BTreeSet<(Span, usize)> = record.entities.iter().copied().filter(covered).collect();
    let text = record.document.text();
    let print = |what: &str, &(span, kind): &(Span, usize)| {
        let before: Vec<char> = text[..span.start().index()].chars().rev().take(CONTEXT).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = text[span.end().index()..].chars().take(CONTEXT).collect();
        let line = format!("{what} {} {before}[{}]{after}", NAMES[kind], &text[span.range()]);
        println!("{}", line.replace('\n', " / "));
    };
    gold.difference(&found).for_each(|e| print("missed", e));
    found.difference(&gold).for_each(|e| print("wrong", e));
}
