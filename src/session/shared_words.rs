//! How much of one text is in another: whether a text may be a newer version of an article.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::anchor::{longest_rise, word_key};
use crate::document::{Document, TokenKind};
use crate::sorting::Sorting as _;

/// The words in a row that two texts must share for them to count: of shorter rows any two texts of a language have many
/// ("in the end", "said that he").
const ROW: usize = 4;

/// Below this share, in per cent of the shorter text, the page asks whether a text is a newer version. 261 real revisions
/// of articles share 78 % and more, and a live blog that grew or a story cut to a brief keeps most of the shorter text. Of
/// 6,000 pairs of different articles on one country's politics 99 % share 2 % at most, and the highest 19 %: two papers
/// with one agency's text.
const LITTLE: usize = 15;

/// Whether so little is shared that the reader should be asked.
pub(crate) fn is_little_shared(percent: usize) -> bool {
    percent < LITTLE
}

/// The share of the shorter text's words, in per cent, that stand in the other in rows of several and in the same order.
pub(crate) fn shared_percent(old: &Document, new: &Document) -> usize {
    let (old, new) = (words(old), words(new));
    let row = ROW.min(old.len()).min(new.len()).max(1);
    let pairs = pairs(&rows(&old, row), &rows(&new, row));
    let places: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    let shared: Vec<(usize, usize)> = longest_rise(&places).into_iter().map(|at| pairs[at]).collect();
    let in_old = covered(shared.iter().map(|pair| pair.0), row);
    let in_new = covered(shared.iter().map(|pair| pair.1), row);
    (100 * in_old.min(in_new)).checked_div(old.len().min(new.len())).unwrap_or(0)
}

/// How many words lie in rows that begin at these places, which rise.
fn covered(places: impl Iterator<Item = usize>, row: usize) -> usize {
    let (mut covered, mut past) = (0, 0);
    for place in places {
        covered += place + row - past.max(place);
        past = place + row;
    }
    covered
}

/// The words in small letters. Scripts without blanks between words count by character.
fn words(document: &Document) -> Vec<String> {
    let tokens = document.tokens().iter();
    let telling =
        tokens.filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number));
    let words = telling.map(|token| word_key(document.slice(token.span)).to_lowercase());
    words
        .flat_map(|word| {
            if word.chars().any(is_written_without_blanks) {
                word.chars().map(String::from).collect()
            } else {
                vec![word]
            }
        })
        .collect()
}

/// Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_written_without_blanks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Where each row of words begins, in order, by its hash.
fn rows(words: &[String], row: usize) -> HashMap<u64, Vec<usize>> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut rows: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, words) in words.windows(row).enumerate() {
        rows.entry(hasher.hash_one(words)).or_default().push(i);
    }
    rows
}

/// The places of the rows that both have. A row that stands several times is paired as often as it stands in both, counted
/// from the start and from the end: what lies before a change keeps its number from the start, what lies behind it the one
/// from the end. In order of the old place, and of several new ones the last first, so that a rise takes one of them.
fn pairs(old: &HashMap<u64, Vec<usize>>, new: &HashMap<u64, Vec<usize>>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = vec![];
    for (hash, here) in old {
        let Some(there) = new.get(hash) else { continue };
        pairs.extend(here.iter().copied().zip(there.iter().copied()));
        if here.len() != there.len() {
            pairs.extend(here.iter().rev().copied().zip(there.iter().rev().copied()));
        }
    }
    pairs.order_by_key(|&(old, new)| (old, Reverse(new)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(old: &str, new: &str) -> usize {
        shared_percent(&Document::from_text(old), &Document::from_text(new))
    }

    const STORY: &str = "The council voted on Tuesday to keep the old ferry for another ten years. Mayor Ida Moor said \
        that a bridge would cost the town more than it earns. “We cannot pay for concrete with promises,” she told \
        a meeting in the school. Residents of the northern bank had asked for a crossing that works at night. The \
        last boat leaves at eight, and the road around the bay takes an hour.";

    #[test]
    fn versions_share_more_than_articles_on_the_same_topic() {
        let live = format!(
            "Latest: the ferry is running again after a short break. Crews found a rope in the screw. Earlier today \
             dozens waited on the pier.\n\n{}",
            STORY.split_once(". ").unwrap().1.replace("told a meeting in the school", "said")
        );
        let brief = "The council voted on Tuesday to keep the old ferry for another ten years. No bridge will be built.";
        let other = "A vote of the town council on Tuesday means that the ferry stays and no bridge is built for now. \
            Ida Moor, the mayor, defended the decision before residents who want to cross the bay at night. She said \
            that the town had no money for concrete. The last boat goes at eight o’clock. An hour is what drivers need \
            to go around the bay by road.";
        let unrelated =
            "The museum has bought a painting by a pupil of the master. It will be shown from May on.";
        for version in [STORY, &live, brief] {
            assert!(!is_little_shared(share(STORY, version)), "{} %: {version}", share(STORY, version));
        }
        for article in [other, unrelated, ""] {
            assert!(is_little_shared(share(STORY, article)), "{} %: {article}", share(STORY, article));
        }
    }

    #[test]
    fn a_text_that_repeats_itself_is_the_same_as_itself() {
        let twice = format!("{STORY}\n\n{STORY}");
        let refrain = ["one", "two", "three", "four", "five", "six"]
            .map(|n| format!("Part {n} has little of its own.\n\n{STORY}"))
            .join("\n\n");
        assert_eq!(share(&twice, &twice), 100);
        assert_eq!(share(&twice, STORY), 100);
        assert_eq!(share(&refrain, &refrain), 100);
        let changed = refrain.replace("Part three has little of its own.", "Nothing is in this part.");
        assert!(share(&refrain, &changed) > 95, "{}", share(&refrain, &changed));
        let grown = refrain.replacen(STORY, &twice, 3);
        assert!(share(&refrain, &grown) > 95, "{}", share(&refrain, &grown));
        // A row counts as often as it stands in both, no oftener.
        let once =
            format!("{STORY} {}", "Of the rest of this text nothing stands in the other one.".repeat(9));
        assert!(share(&once, &refrain) < 60, "{}", share(&once, &refrain));
    }

    #[test]
    fn scripts_without_blanks_and_short_texts_are_compared_too() {
        assert_eq!(share("渡船将继续运营十年。", "渡船将继续运营二十年。"), 77);
        assert_eq!(share("One.", "One."), 100);
        assert_eq!(share("", ""), 0);
    }
}
