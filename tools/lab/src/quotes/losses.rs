//! Where the quotations are lost that are not found in the articles held out.

use super::articles::{Article, TaggedArticles};
use super::corpus::Gold;
use super::span_classifier::{Classified, ScoredSpan};

const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// How a quotation was lost, in the order of the table's columns. "Instead" says that another span was selected that shares words
/// with it.
const WAYS: [&str; 5] = [
    "not proposed, nothing instead",
    "not proposed",
    "score too low, nothing instead",
    "score too low",
    "another scored higher",
];

/// How many quotations of each kind were lost in each way.
pub fn table(tagged: &TaggedArticles, classified: &Classified) -> String {
    let mut lost = [[0; WAYS.len()]; KINDS.len()];
    let mut all = [0; KINDS.len()];
    for (a, article) in tagged.articles.iter().enumerate() {
        let from = tagged.examples.partition_point(|e| e.article < a);
        let own = from..from + article.contexts.len();
        let candidates: Vec<ScoredSpan> = own.clone().flat_map(|i| classified.scored(i)).collect();
        let selected: Vec<ScoredSpan> = own.flat_map(|i| classified.selected[i].iter().cloned()).collect();
        for quote in article.record.quotes.iter().filter(|q| !q.ignore) {
            all[quote.kind - 1] += 1;
            if let Some(way) = way(article, quote, &candidates, &selected, classified.threshold) {
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

/// How a quotation was lost; `None` if it was found.
fn way(
    article: &Article,
    quote: &Gold,
    candidates: &[ScoredSpan],
    selected: &[ScoredSpan],
    threshold: f32,
) -> Option<usize> {
    let found = |(tokens, _): &&ScoredSpan| article.record.is_found(quote, tokens);
    if selected.iter().any(|k| found(&k)) {
        return None;
    }
    let instead = usize::from(selected.iter().any(|(tokens, _)| article.record.touches(quote, tokens)));
    let best = candidates.iter().filter(found).map(|c| c.1).max_by(f32::total_cmp);
    Some(match best {
        None => instead,
        Some(score) if score <= threshold => 2 + instead,
        Some(_) => 4,
    })
}
