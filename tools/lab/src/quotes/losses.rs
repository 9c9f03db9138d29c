//! Where the quotations are lost that are not found in the articles held out.

use std::ops::Range;

use pullquote::training::recognise::quotes::candidates::Candidate;

use super::Article;
use super::corpus::Gold;
use super::crf::Example;

const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// How one was lost, in the order of the table's columns. "Instead" says that another span was kept that shares words
/// with it.
const WAYS: [&str; 5] = [
    "not proposed, nothing instead",
    "not proposed",
    "too light, nothing instead",
    "too light",
    "outweighed",
];

/// How many quotations of each kind were lost in each way, given what each candidate weighs and which were kept.
pub fn table(
    articles: &[Article],
    examples: &[Example],
    proposed: &[Vec<Candidate>],
    weights: &[Vec<f32>],
    kept: &[Vec<(Range<usize>, f32)>],
    threshold: f32,
) -> String {
    let mut lost = [[0; WAYS.len()]; KINDS.len()];
    let mut all = [0; KINDS.len()];
    for (a, article) in articles.iter().enumerate() {
        let from = examples.partition_point(|e| e.article < a);
        let own = from..from + article.contexts.len();
        let candidates = || {
            let of = |i: usize| proposed[i].iter().zip(&weights[i]).map(|(c, &w)| (c.tokens.clone(), w));
            own.clone().flat_map(of).collect::<Vec<_>>()
        };
        let (candidates, kept): (Vec<_>, Vec<_>) =
            (candidates(), own.clone().flat_map(|i| kept[i].iter().cloned()).collect());
        for quote in article.record.quotes.iter().filter(|q| !q.ignore) {
            all[quote.kind - 1] += 1;
            if let Some(way) = way(article, quote, &candidates, &kept, threshold) {
                lost[quote.kind - 1][way] += 1;
            }
        }
    }
    let line = |k: usize| {
        let ways: Vec<String> = WAYS.iter().zip(lost[k]).map(|(way, n)| format!("{way} {n}")).collect();
        format!("lost of {} {}: {}", all[k], KINDS[k], ways.join(", "))
    };
    (0..KINDS.len()).map(line).collect::<Vec<_>>().join("\n")
}

fn way(
    article: &Article,
    quote: &Gold,
    candidates: &[(Range<usize>, f32)],
    kept: &[(Range<usize>, f32)],
    threshold: f32,
) -> Option<usize> {
    let found = |(tokens, _): &&(Range<usize>, f32)| article.record.is_found(quote, tokens);
    if kept.iter().any(|k| found(&k)) {
        return None;
    }
    let instead = usize::from(kept.iter().any(|(tokens, _)| article.record.touches(quote, tokens)));
    let best = candidates.iter().filter(found).map(|c| c.1).max_by(f32::total_cmp);
    Some(match best {
        None => instead,
        Some(weight) if weight <= threshold => 2 + instead,
        Some(_) => 4,
    })
}
