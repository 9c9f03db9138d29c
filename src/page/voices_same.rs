//! The same quotation in different articles of the library, its wordings side by side.

use std::collections::HashMap;

use super::newer::compared;
use super::voices_parts::{ROWS, more, place};
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::session::compare_wordings;
use crate::sorting::Sorting as _;
use crate::strings;
use crate::view::{Element, count};

/// A quotation in an article.
pub(super) type Said<'a> = (&'a ArticleDigest, &'a QuotationDigest);

/// Words in a row that two quotations must share.
const ROW: usize = 5;

/// Of the rows of the shorter one, so many per cent must be shared.
const SHARED: usize = 40;

/// A row of words that more articles have than this is a phrase, no quotation.
const COMMON: usize = 40;

/// The quotations that several articles have, the most frequent first. Each article stands once in a group.
pub(super) fn groups(articles: &[ArticleDigest]) -> Vec<Vec<Said<'_>>> {
    let all: Vec<(usize, Said)> = articles
        .iter()
        .enumerate()
        .flat_map(|(at, article)| article.quotations.iter().map(move |quotation| (at, (article, quotation))))
        .collect();
    let rows: Vec<Vec<String>> = all.iter().map(|(_, (_, quotation))| rows_of(&quotation.text)).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, rows) in rows.iter().enumerate() {
        for row in rows {
            places.entry(row).or_default().push(index);
        }
    }
    let mut group_of: Vec<usize> = (0..all.len()).collect();
    for (index, own) in rows.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let others = own.iter().filter_map(|row| places.get(row.as_str())).filter(|all| all.len() <= COMMON);
        for &other in others.flatten().filter(|&&other| other < index) {
            *shared.entry(other).or_default() += 1;
        }
        for (other, n) in shared {
            let shorter = own.len().min(rows[other].len());
            if all[other].0 != all[index].0 && SHARED * shorter <= 100 * n {
                let (a, b) = (root(&group_of, index), root(&group_of, other));
                group_of[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: HashMap<usize, Vec<Said>> = HashMap::new();
    for (index, (_, said)) in all.iter().enumerate() {
        let group = groups.entry(root(&group_of, index)).or_default();
        if group.iter().all(|(article, _)| article.id != said.0.id) {
            group.push(*said);
        }
    }
    let mut groups: Vec<Vec<Said>> = groups.into_values().filter(|group| 1 < group.len()).collect();
    for group in &mut groups {
        group.order_by_key(|(article, _)| (article.day.is_none(), article.day));
    }
    groups.order_by(|a, b| b.len().cmp(&a.len()).then_with(|| a[0].1.text.cmp(&b[0].1.text)));
    groups
}

fn root(group_of: &[usize], mut at: usize) -> usize {
    while group_of[at] != at {
        at = group_of[at];
    }
    at
}

/// Each row of words, in small letters and without what stands around them; once.
fn rows_of(text: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = text.split(' ').map(bare).filter(|word| !word.is_empty()).collect();
    let mut rows: Vec<String> = words.windows(ROW).map(|row| row.join(" ")).collect();
    rows.order();
    rows.dedup();
    rows
}

pub(super) fn render(articles: &[ArticleDigest]) -> Vec<Element> {
    let groups = groups(articles);
    if groups.is_empty() {
        return vec![Element::new("p").class("hint").text(strings::NO_SHARED)];
    }
    let list = Element::new("ol").class("said").with("aria-label", strings::SHARED_QUOTATIONS);
    let mut shown = vec![list.children(groups.iter().take(ROWS).map(|group| item(group)))];
    shown.extend(more(groups.len()));
    shown
}

/// The first wording, and how the others differ from it.
fn item(group: &[Said]) -> Element {
    let said = strings::fill(strings::SAME_IN, &[&count(group.len(), strings::ARTICLES)]);
    let first = group[0].1;
    let wordings = group.iter().enumerate().map(|(index, (article, quotation))| {
        let words = match index {
            0 => Element::new("p").class("words").with("dir", "auto").text(&quotation.text),
            _ => compared(&compare_wordings(&first.text, &quotation.text)),
        };
        let who = quotation.voice.name().unwrap_or(strings::NO_SPEAKER);
        let who = Element::new("span").class("facts").with("dir", "auto").text(who);
        Element::new("li").child(place(article, quotation).child(who)).child(words)
    });
    Element::new("li")
        .child(Element::new("p").class("facts").text(said))
        .child(Element::new("ul").class("wordings versions").children(wordings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::project::speaking::SpokenArticle;
    use crate::recognise::annotate;

    fn digest(id: &str, text: &str) -> ArticleDigest {
        let document = Document::from_text(text);
        let set = annotate(&document);
        ArticleDigest::of(id, &SpokenArticle { document: &document, set: &set })
    }

    #[test]
    fn like_wordings_stand_together_and_others_apart() {
        let articles = [
            digest("a", "“We will keep the old boat for as long as we can,” said Ida Moor."),
            digest("b", "“We will keep the old boat for as long as we like,” said Ida Moor. “It stays.”"),
            digest("c", "“We have no money for a bridge across the sound,” said Ida Moor. “It stays.”"),
        ];
        let found: Vec<Vec<&str>> = groups(&articles)
            .iter()
            .map(|group| group.iter().map(|(a, _)| a.id.as_str()).collect())
            .collect();
        assert_eq!(found, [["a", "b"]], "two words are no quotation that one knows again");
    }
}
